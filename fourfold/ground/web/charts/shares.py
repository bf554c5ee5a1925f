"""One bar a group, as long as its share of the group's own whole."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.web.charts.drawing import ROW, Bar, width_of
from fourfold.ground.web.charts.mix import MixBars
from fourfold.ground.web.filters import percent
from fourfold.ground.web.shapes import short_id

if TYPE_CHECKING:
    from collections.abc import Sequence


def share_bars(
    rows: Sequence[tuple[str, Decimal | int, Decimal | int]], title: str = "Share by group"
) -> MixBars:
    """Of `(label, part, whole)`, in the order given. A whole of nothing has no share, which is said and not drawn."""
    bars = tuple(
        Bar(
            label=str(label),
            text=percent(Decimal(part) / Decimal(whole)) if whole else say("nothing to share"),
            y=place * ROW,
            width=width_of(Decimal(part), Decimal(whole)) if whole else None,
            css="mix",
        )
        for place, (label, part, whole) in enumerate(rows)
    )
    describe = side_by_side(
        (say("{label}: {text}", label=bar.label, text=bar.text) for bar in bars), "; "
    ) or say("Nothing to show yet")
    return MixBars(
        f"shares-{short_id((title, describe))}",
        title,
        say("{figures}.", figures=describe),
        max(1, len(rows)) * ROW,
        bars,
        Decimal(0),
    )
