"""How firmly an order of bids stands: what it would take for another bid to come first. Exact, in fractions, nothing sampled."""
