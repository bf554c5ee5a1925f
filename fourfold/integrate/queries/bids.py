"""What a buyer may know of bids before they are opened, and what scorers see after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from fourfold.integrate.models import (
    AgreedPromise,
    Bid,
    BidAnswer,
    BidState,
    Criterion,
    Moderation,
    Offer,
    OpenedBid,
    OpenedFile,
    OpenersShare,
    Procurement,
    Score,
)
from fourfold.integrate.rules.asked import COUNTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Received:
    """Counts alone: who has bid is not shown before the opening."""

    sealed: int
    late: int
    withdrawn: int
    replaced: int = 0
    excluded: int = 0


def bids_received(procurement: Procurement) -> Received:
    counts = dict(
        Bid.objects.filter(procurement=procurement)
        .order_by()
        .values_list("state")
        .annotate(bids=Count("pk")),
    )
    opened = (
        BidState.SEALED,
        BidState.OPENED,
        BidState.SCORED,
        BidState.WON,
        BidState.LOST,
        BidState.EXCLUDED,
    )
    return Received(
        sealed=sum(counts.get(state, 0) for state in opened),
        late=counts.get(BidState.LATE, 0),
        withdrawn=counts.get(BidState.WITHDRAWN, 0),
        replaced=counts.get(BidState.REPLACED, 0),
        excluded=counts.get(BidState.EXCLUDED, 0),
    )


def judged_bids(procurement: Procurement) -> QuerySet[OpenedBid]:
    """The opened bids that are scored and may be ranked: all but those excluded. What was agreed directly was never a bid."""
    return (
        OpenedBid.objects.filter(procurement=procurement)
        .exclude(bid=None)
        .exclude(bid__state=BidState.EXCLUDED)
    )


def excluded_bids(procurement: Procurement) -> list[OpenedBid]:
    return list(
        OpenedBid.objects.filter(procurement=procurement, bid__state=BidState.EXCLUDED)
        .select_related("bidder", "bid")
        .defer("price", "bid__blob", "bid__own_copy")
        .order_by("bidder__name")
    )


def late_bids(procurement: Procurement) -> list[Bid]:
    """Those that came too late, with their bidders: told once the bids in time are open."""
    return list(
        Bid.objects.filter(procurement=procurement, state=BidState.LATE)
        .select_related("owner")
        .defer("blob", "own_copy")
        .order_by("received_at")
    )


def files_of_bid(opened_bid: OpenedBid, *, with_price: bool) -> list[OpenedFile]:
    """Those of the price only where prices are shown."""
    files = (
        OpenedFile.objects.filter(opened_bid=opened_bid)
        .select_related("criterion", "opened_bid__bidder")
        .defer("opened_bid__price")
    )
    return list(files if with_price else files.filter(of_the_price=False))


def files_of_procurement(procurement: Procurement, *, with_price: bool) -> list[OpenedFile]:
    """Of all bids that are judged, by bidder's name."""
    files = (
        OpenedFile.objects.filter(opened_bid__in=judged_bids(procurement))
        .select_related("criterion", "opened_bid__bidder")
        .defer("opened_bid__price")
        .order_by("opened_bid__bidder__name", "number")
    )
    return list(files if with_price else files.filter(of_the_price=False))


def file_of_bid(procurement: Procurement, bid: str, number: int) -> OpenedFile | None:
    found: OpenedFile | None = (
        OpenedFile.objects.filter(opened_bid__ref=bid, opened_bid__procurement=procurement, number=number)
        .select_related("opened_bid__procurement", "opened_bid__bidder")
        .defer("opened_bid__price")
        .first()
    )
    return found


@dataclass(frozen=True, slots=True)
class ScoringProgress:
    """One bid and how far it is: whether this person scored it, how many scored it, whether its points are agreed."""

    opened_bid: OpenedBid
    scored_by_me: bool
    scorers: int
    agreed: bool


def scoring_progress(procurement: Procurement, *, person: int) -> list[ScoringProgress]:
    """By bidder's name. Says who has scored in number only, so that nobody's points show before moderation."""
    bids = list(judged_bids(procurement).defer("price").select_related("bidder").order_by("bidder__name"))
    scores = Score.objects.filter(opened_bid__in=bids)
    mine = set(scores.filter(evaluator_id=person).values_list("opened_bid", flat=True))
    scorers = dict(
        scores.order_by().values_list("opened_bid").annotate(people=Count("evaluator", distinct=True)),
    )
    agreed = set(Moderation.objects.filter(opened_bid__in=bids).values_list("opened_bid", flat=True))
    return [ScoringProgress(bid, bid.pk in mine, scorers.get(bid.pk, 0), bid.pk in agreed) for bid in bids]


@dataclass(frozen=True, slots=True)
class ToScore:
    """A criterion with what the bidder says about it: words, and quantities of what is asked under it."""

    criterion: Criterion
    answer: str
    offers: tuple[Offer, ...]


def bid_to_score(opened_bid: OpenedBid, criteria: list[Criterion]) -> list[ToScore]:
    """Without the price: it is kept from scorers until moderation closes."""
    answers = dict(BidAnswer.objects.filter(opened_bid=opened_bid).values_list("criterion", "text"))
    offers: dict[int, list[Offer]] = {}
    for offer in (
        Offer.objects.filter(opened_bid=opened_bid).select_related("ask__measure").order_by("ask__pk")
    ):
        if offer.ask.criterion_id is not None:
            offers.setdefault(offer.ask.criterion_id, []).append(offer)
    return [
        ToScore(criterion, answers.get(criterion.pk, ""), tuple(offers.get(criterion.pk, ())))
        for criterion in criteria
    ]


def scores_by_criterion(opened_bid: OpenedBid) -> Mapping[int, list[Score]]:
    """For moderation: every evaluator's points and reasons, by criterion key."""
    found: dict[int, list[Score]] = {}
    for score in (
        Score.objects.filter(opened_bid=opened_bid).select_related("evaluator").order_by("evaluator__name")
    ):
        found.setdefault(score.criterion_id, []).append(score)
    return found


def openers_parts(procurement: Procurement) -> list[OpenersShare]:
    """The openers of a tender and when each did their part."""
    return list(
        OpenersShare.objects.filter(opening_key__procurement=procurement)
        .select_related("person")
        .order_by("position"),
    )


def opened_bid_of(procurement: Procurement, ref: str) -> OpenedBid | None:
    """Without its price, which is not read before it is asked for."""
    found: OpenedBid | None = (
        OpenedBid.objects.filter(ref=ref, procurement=procurement)
        .defer("price")
        .select_related("bidder", "procurement")
        .first()
    )
    return found


def my_scores(opened_bid: OpenedBid, *, person: int) -> list[Score]:
    return list(Score.objects.filter(opened_bid=opened_bid, evaluator_id=person).select_related("criterion"))


def agreed_points(opened_bid: OpenedBid) -> list[Moderation]:
    return list(Moderation.objects.filter(opened_bid=opened_bid).select_related("criterion"))


def agreed(opened_bid: OpenedBid) -> list[AgreedPromise]:
    """What was agreed with one supplier, where nothing was tendered: what becomes commitments beside the offers."""
    return list(AgreedPromise.objects.filter(opened_bid=opened_bid).select_related("measure"))


def promised(opened_bid: OpenedBid) -> list[Offer]:
    """The quantities above nothing that a bid offers: what becomes commitments if it wins."""
    return list(
        Offer.objects.filter(opened_bid=opened_bid, quantity__gt=0, kind__in=COUNTED)
        .select_related("ask__measure")
        .order_by("ask__pk")
    )


def promised_in_words(opened_bid: OpenedBid) -> list[Offer]:
    """What a bid offers without a quantity: method statements, conditions that it accepts, community criteria that it shows."""
    offers = (
        Offer.objects.filter(opened_bid=opened_bid)
        .exclude(kind__in=COUNTED)
        .select_related("ask__measure")
        .order_by("ask__pk")
    )
    return [each for each in offers if each.accepts or each.shown or each.method]


def offered_unscored(procurement: Procurement) -> list[Offer]:
    """What bids offer or accept without being scored for it, by bidder."""
    return list(
        Offer.objects.filter(opened_bid__in=judged_bids(procurement), ask__criterion=None)
        .select_related("ask__measure", "opened_bid__bidder")
        .order_by("opened_bid__bidder__name", "ask__pk")
    )
