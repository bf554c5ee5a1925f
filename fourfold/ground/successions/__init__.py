"""What one organisation hands on to those that follow it: written down, done once, by a person."""
