"""The points of all bids for one ask that a formula scores."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.integrate.rules.quantity_points import (
    ScoredBy,
    banded_points,
    relative_points,
    target_points,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.integrate.rules.method_document import AskSaid


def points_by_formula(ask: AskSaid, offered: Mapping[str, Decimal], *, most: int) -> dict[str, Decimal]:
    """By bid, from the number that each offers: a quantity of the measure's unit, or per cent of the price.

    Raises ValueError where people score it.
    """
    best = max(offered.values(), default=Decimal(0))
    found = {}
    for bid, quantity in offered.items():
        if ask.scored_by == ScoredBy.BEST:
            found[bid] = relative_points(quantity, best=best, most=most, most_counted=ask.most_counted)
        elif ask.scored_by == ScoredBy.TARGET and ask.target is not None:
            found[bid] = target_points(quantity, target=ask.target, most=most)
        elif ask.scored_by == ScoredBy.BANDS:
            found[bid] = banded_points(quantity, bands=ask.bands)
        else:
            message = f"{ask.title} is scored by people."
            raise ValueError(message)
    return found
