"""How something may be measured, what that asks of people, and whether it is in proportion to what is measured."""
