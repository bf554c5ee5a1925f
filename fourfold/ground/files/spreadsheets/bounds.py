"""How much of a spreadsheet is taken, and the refusal of what is more or cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from fourfold.ground.kernel.said import say

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 100
MOST_UNPACKED: Final = 60 * 1024 * 1024
MOST_PARTS: Final = 2_000
# XML packs to a twentieth, a sheet full of one number to less than a hundredth; a bomb to a thousandth.
MOST_GROWTH: Final = 250
MOST_FORMULAS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a spreadsheet may be where it is taken. In an archive, what it unpacks to has a bound besides."""

    most_bytes: int = MOST_BYTES
    most_rows: int = MOST_ROWS


SMALL: Final = Bounds()
# A register of contracts, or a year of payments.
LARGE: Final = Bounds(most_bytes=50 * 1024 * 1024, most_rows=250_000)


class NotReadable(Exception):
    """The file cannot be taken. The sentence says what is wrong and what to do."""


@dataclass(slots=True)
class Extent:
    """How far a sheet reaches, found without loading it: two cells far apart would else become millions.

    `formulas` are the places (row, column), counted from nought, of cells that calculate.
    """

    most_rows: int = MOST_ROWS
    rows: int = 0
    columns: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)

    def note(self, row: int, column: int) -> None:
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)
        check_extent(self.rows, self.columns, self.most_rows)

    def note_formula(self, row: int, column: int) -> None:
        if len(self.formulas) >= MOST_FORMULAS:
            raise NotReadable(
                say("The sheet is full of formulas. Copy it and paste it as values, then save it again")
            )
        self.formulas.add((row, column))


def check_extent(rows: int, columns: int, most_rows: int = MOST_ROWS) -> None:
    if rows > most_rows:
        raise NotReadable(
            say(
                "The sheet has more than {most} rows, the most that is taken. Divide it, or delete what stands far below",
                most=f"{most_rows:,}",
            )
        )
    if columns > MOST_COLUMNS:
        raise NotReadable(
            say(
                "The sheet has more than {most} columns, the most that is taken. Delete what stands far to the right",
                most=MOST_COLUMNS,
            )
        )


def damaged() -> NotReadable:
    return NotReadable(say("The file is damaged and cannot be read. Save it again and upload the new copy"))
