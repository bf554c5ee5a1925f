"""What `counting` compares: made-up claims, and the same rules by other programs."""
