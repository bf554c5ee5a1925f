"""The law as rules: which duty, policy or good practice holds for one contract on one day, step by step, and what it rests on.

Each rule is a list of steps (`steps.py`), read from the top; the first that holds answers. `ruling.py` reads it for one contract
and gives every step's words; `vector/` reads the same list for columns of contracts and gives the answers alone.

This is no legal advice. `fourfold.define.queries.law.check` is the way in.
"""
