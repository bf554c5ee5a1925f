"""What may be added up in an account, what stands apart, and what every sum says of itself."""
