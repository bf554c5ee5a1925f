"""What a number of a value map might be instead, and what that makes of the result."""
