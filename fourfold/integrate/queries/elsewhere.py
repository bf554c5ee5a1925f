"""A procurement whose bids are taken on another portal: what of it goes out, and what has come back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.integrate.models import Award, Elsewhere, ElsewhereBid, ElsewhereScore
from fourfold.integrate.queries.bid_fields import fields_of
from fourfold.integrate.queries.criteria import titled_leaves
from fourfold.integrate.queries.ranking import SOCIAL
from fourfold.integrate.rules.bid_document import read_bid
from fourfold.integrate.rules.bid_fields import Kind, value_of
from fourfold.integrate.rules.score_rows import Scorable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from fourfold.integrate.models import Procurement
    from fourfold.integrate.rules.bid_fields import BidField, Value

# What the award notice or the signed page is about, by which it is known.
AWARD_EVIDENCE = "The award on the other portal"


def elsewhere_of(procurement: Procurement) -> Elsewhere | None:
    found: Elsewhere | None = (
        Elsewhere.objects.filter(procurement=procurement).select_related("marked_by").first()
    )
    return found


def is_elsewhere(procurement: Procurement) -> bool:
    return Elsewhere.objects.filter(procurement=procurement).exists()


def social_criteria(procurement: Procurement) -> list[Scorable]:
    """Those under which the portal's scorers judge what came from here, in their order."""
    return [
        Scorable(leaf.ref, title, leaf.weight)
        for title, leaf in titled_leaves(procurement)
        if leaf.family in SOCIAL
    ]


def social_fields(procurement: Procurement) -> tuple[BidField, ...]:
    """Of what a bid here would fill in, that which is social value: no price, nothing of quality."""
    social = {each.ref for each in social_criteria(procurement)}
    return tuple(
        field
        for field in fields_of(procurement)
        if field.kind is not Kind.PRICE and (field.section_ref in social or not field.section_ref)
    )


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """One bidder's answers by field, and the points by criterion's reference; a criterion without points is not there."""

    bid: ElsewhereBid
    answers: tuple[tuple[BidField, Value | None], ...]
    points: Mapping[str, ElsewhereScore]


def brought_back(procurement: Procurement) -> list[BroughtBack]:
    """By bidder's name. A fixed number of queries."""
    fields = social_fields(procurement)
    scores: dict[int, dict[str, ElsewhereScore]] = {}
    for each in ElsewhereScore.objects.filter(bid__procurement=procurement).select_related("criterion"):
        scores.setdefault(each.bid_id, {})[each.criterion.ref] = each
    bids = ElsewhereBid.objects.filter(procurement=procurement).select_related("bidder", "brought_by")
    found = []
    for bid in bids.order_by("bidder__name", "pk"):
        document = read_bid(bid.document.encode())
        answers = tuple((field, value_of(document, field)) for field in fields)
        found.append(BroughtBack(bid, answers, scores.get(bid.pk, {})))
    return found


def elsewhere_bid(procurement: Procurement, ref: str) -> ElsewhereBid | None:
    found: ElsewhereBid | None = (
        ElsewhereBid.objects.filter(procurement=procurement, ref=ref)
        .select_related("bidder", "procurement")
        .first()
    )
    return found


def marks_of(brought: BroughtBack, criteria: list[Scorable], *, most: int) -> Decimal | None:
    """The marks of 100 that its points come to under all of `criteria`; None while one has no points."""
    if any(each.ref not in brought.points for each in criteria):
        return None
    return sum(
        (brought.points[each.ref].points * each.weight / most for each in criteria),
        start=criteria[0].weight * 0,
    )


def standing_award_elsewhere(procurement: Procurement) -> Award | None:
    found: Award | None = (
        Award.objects.filter(procurement=procurement, set_aside_because="")
        .select_related("opened_bid__bidder", "proposed_by", "approved_by")
        .first()
    )
    return found


def evidence_of_award(award: Award) -> list[EvidenceFile]:
    return list(
        EvidenceFile.objects.filter(root=award.root, owner_id=award.owner_id, about=AWARD_EVIDENCE).order_by(
            "pk"
        )
    )


def still_stands_still(where: Elsewhere, *, on: date) -> str:
    """As a sentence, why the contract cannot be signed on that day; empty where it can."""
    if where.standstill_until is not None and on <= where.standstill_until:
        return say(
            "The standstill on {portal} lasts to the end of {until}. The contract can be signed from the day after.",
            portal=where.portal,
            until=day_text(where.standstill_until),
        )
    return ""
