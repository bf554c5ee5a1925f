"""One bar a row over years: when something held, and since when nobody has looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say, say_counted
from fourfold.ground.web.charts.drawing import WIDTH, Label, label_at, to_a_tenth
from fourfold.ground.web.shapes import short_id

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW: Final = 36
TOP: Final = 22
# As many as stand beside each other above a bar.
_LETTERS: Final = 38


@dataclass(frozen=True, slots=True)
class Lane:
    """`x` and `width` are None for a row that never began. `unknown_x` is where nobody has looked any further."""

    label: str
    short_label: str
    text: str
    y: int
    x: Decimal | None
    width: Decimal | None
    unknown_x: Decimal | None


@dataclass(frozen=True, slots=True)
class Timeline:
    id: str
    title: str
    describe: str
    height: int
    lanes: tuple[Lane, ...]
    years: tuple[Label, ...]


def timeline(
    rows: Sequence[tuple[str, date | None, date | None, date]],
    first: date,
    last: date,
    title: str = "Over time",
) -> Timeline:
    """A row is its label, its first day (None: never begun), its last day (None: not ended) and the day it was last checked."""
    whole = (last - first).days

    def x_of(day: date) -> Decimal:
        inside = min(max(day, first), last)
        return to_a_tenth(Decimal((inside - first).days) / whole * WIDTH)

    lanes = []
    for place, (label, begins, ends, checked) in enumerate(rows):
        known_to = checked if ends is None else ends
        x = None if begins is None else x_of(begins)
        lanes.append(
            Lane(
                label=str(label),
                short_label=label if len(label) <= _LETTERS else f"{label[: _LETTERS - 1].rstrip()}\u2026",
                text=_words(begins, ends, checked),
                y=TOP + place * ROW,
                x=x,
                width=None if x is None else max(to_a_tenth(x_of(known_to) - x), Decimal(1)),
                unknown_x=x_of(checked) if ends is None and begins is not None else None,
            )
        )
    begun = sum(1 for _, begins, _, _ in rows if begins is not None)
    ended = sum(1 for _, begins, ends, _ in rows if begins is not None and ends is not None)
    return Timeline(
        id=f"timeline-{short_id((title, rows))}",
        title=title,
        describe=say(
            "{begun}, of which {ended}, from {first} to {last}.",
            begun=say_counted(begun, "{count} has begun", "{count} have begun"),
            ended=say_counted(ended, "{count} has ended", "{count} have ended"),
            first=first.year,
            last=last.year,
        ),
        height=TOP + len(rows) * ROW,
        lanes=tuple(lanes),
        years=tuple(
            label_at(str(year), x_of(date(year, 1, 1)))
            for year in range(first.year, last.year + 1, max(1, (last.year - first.year) // 4))
        ),
    )


def _words(begins: date | None, ends: date | None, checked: date) -> str:
    if begins is None:
        return say("not in force when checked on {day}", day=day_text(checked))
    if ends is not None:
        return say("{first} to {last}", first=day_text(begins), last=day_text(ends))
    return say("from {first}, in force when checked on {day}", first=day_text(begins), day=day_text(checked))
