"""A payment as a file has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """`row` as the spreadsheet numbers it. `numbers` of the supplier by scheme. `flagged` is None where the file has no flag."""

    row: int
    supplier: str
    paid_on: date
    amount: Decimal
    currency: str
    numbers: Mapping[str, str]
    flagged: bool | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What was put right in a row, or left out of it. `column` by its letters, with its heading."""

    row: int
    column: str
    heading: str
    words: str
