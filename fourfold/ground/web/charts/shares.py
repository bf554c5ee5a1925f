"""One bar a share, each of 100: the bars need not add up to anything."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.web.charts.drawing import ROW, Bar, width_of
from fourfold.ground.web.shapes import short_id

if TYPE_CHECKING:
    from collections.abc import Sequence

_WHOLE: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class ShareBars:
    id: str
    title: str
    describe: str
    height: int
    bars: tuple[Bar, ...]


def share_bars(rows: Sequence[tuple[str, Decimal, str]], title: str) -> ShareBars:
    """`rows` are label, percent from 0 to 100, and the number in words."""
    bars = tuple(
        Bar(label=label, text=text, y=place * ROW, width=width_of(percent, _WHOLE), css="mix")
        for place, (label, percent, text) in enumerate(rows)
    )
    told = side_by_side((say("{label}: {text}", label=bar.label, text=bar.text) for bar in bars), "; ")
    return ShareBars(
        f"shares-{short_id((title, told))}",
        title,
        say("{figures}.", figures=told),
        max(1, len(rows)) * ROW,
        bars,
    )
