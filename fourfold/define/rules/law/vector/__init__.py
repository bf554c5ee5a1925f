"""The same rules over columns of contracts: answers without words. `answers.py` is the way in."""
