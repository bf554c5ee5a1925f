"""The fourth step's part of the command line."""
