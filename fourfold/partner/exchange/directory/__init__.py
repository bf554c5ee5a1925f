"""Public lists of organisations on their way into the directory."""
