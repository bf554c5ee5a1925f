"""Needs that communities post, offers that could meet them, and a fair order of the two."""
