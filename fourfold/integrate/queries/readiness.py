"""What a procurement still lacks before bids may be asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.integrate.models import Family
from fourfold.integrate.queries.gate import gate_of

if TYPE_CHECKING:
    from fourfold.integrate.models import Procurement

WHOLE = Decimal(100)


def what_stops_opening(procurement: Procurement) -> list[str]:
    """What is missing, in words without a full stop; empty where nothing stands in the way but openers and a deadline."""
    gaps = list(gate_of(procurement).stops)
    criteria = list(procurement.criteria.values_list("pk", "family", "title", "weight", "question"))
    total = sum((weight for *_, weight, _ in criteria), Decimal(0))
    if not criteria:
        gaps.append(say("Say how bids will be judged"))
    elif total != WHOLE:
        gaps.append(say("The weights add up to {total}, not to 100", total=f"{total.normalize():f}"))
    if criteria and not any(family in {Family.PRICE, Family.QUALITY} for _, family, *_ in criteria):
        gaps.append(say("At least one criterion must judge price or quality"))
    asked = set(procurement.asks.values_list("criterion_id", flat=True))
    gaps += [
        say("“{title}” has neither a question nor a measure for bidders to answer", title=title)
        for pk, family, title, _, question in criteria
        if family != Family.PRICE and not question.strip() and pk not in asked
    ]
    return gaps
