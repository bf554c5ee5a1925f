"""One bar a row, each measured against one whole that is the same for all."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.web.charts.drawing import ROW, Bar, width_of
from fourfold.ground.web.filters import figure
from fourfold.ground.web.shapes import short_id

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class MarkBars:
    id: str
    title: str
    describe: str
    height: int
    bars: tuple[Bar, ...]


def mark_bars(rows: Sequence[tuple[str, Decimal | int]], whole: Decimal | int, title: str) -> MarkBars:
    """A bar as long as the drawing is the whole. What stands in a table on the same page needs none beside it."""
    bars = tuple(
        Bar(
            label=label,
            text=say("{number} of {whole}", number=figure(number), whole=figure(whole)),
            y=place * ROW,
            width=width_of(Decimal(number), Decimal(whole)),
            css="mix",
        )
        for place, (label, number) in enumerate(rows)
    )
    describe = side_by_side((say("{label}: {text}", label=bar.label, text=bar.text) for bar in bars), "; ")
    return MarkBars(
        f"marks-{short_id((title, describe))}",
        title,
        say("{figures}.", figures=describe),
        max(1, len(rows)) * ROW,
        bars,
    )
