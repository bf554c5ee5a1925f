"""What the third step reads from files and writes to them."""
