"""Who delivers with whom: the mix of sectors, how content they are, and what each agency saves."""
