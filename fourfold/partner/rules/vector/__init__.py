"""The rules of `counting` over whole columns of claims, by the million; held to the plain ones by tests."""
