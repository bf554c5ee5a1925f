"""What councils paid, line by line, and the parts of it."""
