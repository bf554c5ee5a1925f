"""A value map valued: what each line is worth year by year, what that is worth today, and what was put in for it."""
