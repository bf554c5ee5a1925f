"""One strip a row: from the least to the most that a figure may be, and where it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.web.charts.drawing import WIDTH, to_a_tenth
from fourfold.ground.web.filters import figure
from fourfold.ground.web.shapes import short_id

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW: Final = 42
TOP: Final = 20
_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Strip:
    label: str
    short_label: str
    now_text: str
    reach_text: str
    y: int
    x: Decimal
    width: Decimal
    now_x: Decimal


@dataclass(frozen=True, slots=True)
class Strips:
    """`left` and `right` are the figures at the two ends of the drawing."""

    id: str
    title: str
    describe: str
    height: int
    strips: tuple[Strip, ...]
    left: str
    right: str


def strips(
    rows: Sequence[tuple[str, Decimal | int, Decimal | int, Decimal | int]],
    title: str = "How far it may move",
) -> Strips:
    """A row is its label, the least, the figure now, and the most. All rows are drawn on one scale, whose ends are told."""
    numbers = [(label, Decimal(least), Decimal(now), Decimal(most)) for label, least, now, most in rows]
    low = min((least for _, least, _, _ in numbers), default=Decimal(0))
    high = max((most for _, _, _, most in numbers), default=Decimal(0))
    low, high = low.to_integral_value("ROUND_FLOOR"), high.to_integral_value("ROUND_CEILING")
    span = high - low or Decimal(1)

    def x_of(number: Decimal) -> Decimal:
        return to_a_tenth((number - low) / span * WIDTH)

    drawn = tuple(
        Strip(
            label=label,
            short_label=label if len(label) <= _LETTERS else f"{label[: _LETTERS - 1].rstrip()}…",
            now_text=figure(now),
            reach_text=say("{least} to {most}", least=figure(least), most=figure(most)),
            y=TOP + place * ROW,
            x=x_of(least),
            width=max(x_of(most) - x_of(least), Decimal(1)),
            now_x=min(max(x_of(now), Decimal(2)), Decimal(WIDTH - 2)),
        )
        for place, (label, least, now, most) in enumerate(numbers)
    )
    describe = side_by_side(
        (
            say("{label}: {now} now, {reach}", label=one.label, now=one.now_text, reach=one.reach_text)
            for one in drawn
        ),
        "; ",
    ) or say("Nothing to show yet")
    return Strips(
        f"strips-{short_id((title, describe))}",
        title,
        say("{figures}.", figures=describe),
        TOP + max(1, len(rows)) * ROW,
        drawn,
        figure(low),
        figure(high),
    )
