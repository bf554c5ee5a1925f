"""How likely people are to recommend working with you, from 0 to 10: for learning from, and never for an award."""
