"""Personal data: what is held of whom and why, for how long, and what a person may ask for."""
