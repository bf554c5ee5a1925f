"""What the program that serves hands to the one that writes the table."""

from __future__ import annotations

from dataclasses import dataclass

WHOLE, BARE, BAREST = WAYS = ("whole", "bare", "barest")


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one page: how many statements each way takes, and requests a second by way, one number for each round."""

    engine: str
    reader: str
    address: str
    rows: int
    statements: dict[str, int]
    rates: dict[str, list[float]]
