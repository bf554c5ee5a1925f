"""Which registered body a supplier is: names and numbers compared, each comparison with its weight."""
