"""Cells of tables that people open in a spreadsheet: what would run as a formula is made text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.spreadsheet_cells import would_run
from fourfold.tracker.rules.wave.table import Gap, Holds

if TYPE_CHECKING:
    from fourfold.tracker.rules.wave.table import Cell, Column

_MARK: Final = "'"
Value = str | int | Decimal | date


def shown(row: Iterable[Cell], columns: Iterable[Column]) -> list[Value]:
    """What was not asked is empty; of a code, what was asked without an answer, or is withheld, is its number."""
    return [_shown(cell, column) for cell, column in zip(row, columns, strict=True)]


def _shown(cell: Cell, column: Column) -> Value:
    if not isinstance(cell, Gap):
        return cell
    # A number, words or a day have no number to spare.
    has_codes = column.holds in {Holds.CODE, Holds.FLAG}
    return cell.value if has_codes and cell is not Gap.NOT_ASKED else ""


def as_text(cell: Value) -> Value:
    """An apostrophe before a text that a spreadsheet would run, and before one that begins with an apostrophe itself."""
    if isinstance(cell, str) and (would_run(cell) or cell.lstrip(" \u00a0").startswith(_MARK)):
        return f"{_MARK}{cell}"
    return cell


def as_it_was(text: str) -> str:
    """Undoes `as_text`."""
    bare = text.removeprefix(_MARK)
    return bare if bare != text and as_text(bare) == text else text
