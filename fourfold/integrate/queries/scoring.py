"""Scores as moderation sees them: who must still score alone, how far apart they lie, and what was agreed step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from fourfold.integrate.models import (
    AgreedChange,
    Criterion,
    Family,
    Influence,
    Moderation,
    Part,
    Score,
    Seen,
    Sight,
)
from fourfold.integrate.queries.bids import judged_bids
from fourfold.integrate.queries.conflicts import people_with_influence
from fourfold.integrate.queries.criteria import leaves, scored_by_formula
from fourfold.integrate.queries.ranking import PRICES_SHOWN
from fourfold.integrate.rules.agreement import Agreement, agreement
from fourfold.integrate.rules.spread import Spread, spread_of

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.integrate.models import OpenedBid, Procurement


def moderation_has_begun(opened_bid: OpenedBid) -> bool:
    """Whether anyone has seen all its scores, or points of it are agreed: from then on none is given or changed."""
    return (
        Sight.objects.filter(opened_bid=opened_bid, what=Seen.SCORES).exists()
        or Moderation.objects.filter(opened_bid=opened_bid).exists()
    )


def who_still_scores(opened_bid: OpenedBid) -> list[str]:
    """The names of those who were named to score, take part, and have not scored this bid."""
    named = set(
        Influence.objects.filter(
            procurement=opened_bid.procurement_id, part=Part.EVALUATOR, ended_on=None
        ).values_list("person_id", flat=True)
    )
    missing = named - set(Score.objects.filter(opened_bid=opened_bid).values_list("evaluator_id", flat=True))
    if not missing:
        return []
    people = people_with_influence(opened_bid.procurement)
    return [
        who.name for who in people if who.person in missing and (who.declaration is None or who.takes_part)
    ]


def scores_not_shown_yet() -> Q:
    """The scores that nobody but their evaluator and the moderator may know yet."""
    return ~Q(opened_bid__procurement__state__in=PRICES_SHOWN)


def how_many_scored(opened_bid: OpenedBid) -> int:
    return Score.objects.filter(opened_bid=opened_bid).order_by().values("evaluator").distinct().count()


def agreed_steps(opened_bid: OpenedBid) -> dict[int, list[AgreedChange]]:
    """By criterion key, the steps of moderation so far."""
    steps: dict[int, list[AgreedChange]] = {}
    for step in AgreedChange.objects.filter(opened_bid=opened_bid).select_related("by").order_by("pk"):
        steps.setdefault(step.criterion_id, []).append(step)
    return steps


def sights_of(procurement: Procurement) -> list[Sight]:
    """Who was shown what, in the order in which they were."""
    return list(
        Sight.objects.filter(procurement=procurement)
        .select_related("person", "opened_bid__bidder")
        .defer("opened_bid__price")
        .order_by("pk")
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """One bid under one criterion: what each evaluator gave alone, how far apart, what was agreed and by which steps."""

    opened_bid: OpenedBid
    criterion: Criterion
    scores: tuple[Score, ...]
    spread: Spread | None
    agreed: Decimal | None
    steps: tuple[AgreedChange, ...]


@dataclass(frozen=True, slots=True)
class Judgements:
    rows: tuple[Judgement, ...]
    agreement: Agreement


def judgements(procurement: Procurement) -> Judgements:
    """By bidder and criterion. For whoever moderates, and for all of the buyer once moderation is closed."""
    rows: dict[tuple[int, int], list[Score]] = {}
    inside = {"opened_bid__procurement": procurement}
    for score in Score.objects.filter(**inside).select_related("evaluator").order_by("evaluator__name"):
        rows.setdefault((score.opened_bid_id, score.criterion_id), []).append(score)
    agreed = {
        (bid, criterion): points
        for bid, criterion, points in Moderation.objects.filter(**inside).values_list(
            "opened_bid_id", "criterion_id", "points"
        )
    }
    steps: dict[tuple[int, int], list[AgreedChange]] = {}
    for step in AgreedChange.objects.filter(**inside).select_related("by").order_by("pk"):
        steps.setdefault((step.opened_bid_id, step.criterion_id), []).append(step)
    bids = judged_bids(procurement).defer("price").select_related("bidder").order_by("bidder__name")
    by_formula = scored_by_formula(procurement)
    criteria = [
        each for each in leaves(procurement) if each.family != Family.PRICE and each.pk not in by_formula
    ]
    found = tuple(
        Judgement(
            bid,
            criterion,
            tuple(rows.get((bid.pk, criterion.pk), ())),
            spread_of([score.points for score in rows.get((bid.pk, criterion.pk), ())]),
            agreed.get((bid.pk, criterion.pk)),
            tuple(steps.get((bid.pk, criterion.pk), ())),
        )
        for bid in bids
        for criterion in criteria
    )
    evaluators = {score.evaluator_id for each in found for score in each.scores}
    items = [[score.points for score in each.scores] for each in found]
    return Judgements(found, agreement(items, evaluators=len(evaluators)))
