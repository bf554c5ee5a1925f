"""A value map that somebody printed, calculated again: which figures agree, which do not, and what would explain each."""
