"""The third step's part of the command line."""
