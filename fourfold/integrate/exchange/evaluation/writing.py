"""An evaluation whose points are locked, as the file that the reader takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.integrate.exchange.evaluation.answer import about
from fourfold.integrate.models import MOST_POINTS
from fourfold.integrate.rules.robustness.prices import COMPARED

if TYPE_CHECKING:
    from fourfold.integrate.queries.robustness import Locked

# Points have two decimal places, so their share of the scale times the scale is written exactly.
PLACES = 4


def as_file(title: str, locked: Locked) -> dict[str, Any]:
    names = {
        ref: f"{place}. {criterion.title}"
        for place, (ref, criterion) in enumerate(locked.criteria.items(), 1)
    }
    contest = locked.contest
    return {
        "format": "fourfold-evaluation-1",
        "title": title,
        "criteria": [
            {"ref": names[ref], "weight": about(weight), "price": ref == contest.price}
            for ref, weight in contest.weights.items()
        ],
        "most_points": str(MOST_POINTS),
        "price_formula": next(name for name, each in COMPARED.items() if each is locked.contest.formula),
        "bids": [
            {
                "ref": f"{locked.bids[bid.ref].bidder.name} ({bid.ref})"[:100],
                "price": None if bid.price is None else str(bid.price),
                "points": {
                    names[ref]: about(share * MOST_POINTS, PLACES) for ref, share in bid.shares.items()
                },
            }
            for bid in contest.bids
        ],
    }
