"""One bar a category."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.web.charts.drawing import ROW, Bar, Number, amount_of, text_of, width_of
from fourfold.ground.web.filters import percent
from fourfold.ground.web.shapes import short_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.ground.kernel.quantities import Unit


@dataclass(frozen=True, slots=True)
class MixBars:
    id: str
    title: str
    describe: str
    height: int
    bars: tuple[Bar, ...]
    zero: Decimal


def mix_bars(rows: Sequence[tuple[str, Number]], unit: Unit | str = "", title: str = "By kind") -> MixBars:
    """One bar a category, in the order given; with shares of the whole where every value is known and none negative."""
    numbers = [amount_of(value) for _, value in rows]
    top = max([abs(number) for number in numbers if number is not None], default=Decimal(0))
    known = [number for number in numbers if number is not None]
    whole = sum(known, Decimal(0))
    shares = len(known) == len(rows) and whole > 0 and min(known) >= 0 and len(rows) > 1
    bars = tuple(
        Bar(
            label=str(label),
            text=text_of(value, unit)
            + (f" ({percent(number / whole)})" if shares and number is not None else ""),
            y=place * ROW,
            width=width_of(None if number is None else abs(number), top),
            css="negative" if number is not None and number < 0 else "mix",
        )
        for place, ((label, value), number) in enumerate(zip(rows, numbers, strict=True))
    )
    describe = side_by_side(
        (say("{label}: {text}", label=bar.label, text=bar.text) for bar in bars), "; "
    ) or say("Nothing to show yet")
    return MixBars(
        f"mix-{short_id((title, describe))}",
        title,
        say("{figures}.", figures=describe),
        max(1, len(rows)) * ROW,
        bars,
        Decimal(0),
    )
