"""The board of needs and offers, as far as the tenant of the moment may see it, and the order in which one meets the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.queries.needs import need_of_places
from fourfold.partner.models import Introduction, Need, NeedContact, NeedState, OfferOfHelp
from fourfold.partner.rules.brokerage.ranking import Pair, distance_km, rank

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from fourfold.ground.places.tables import Place
    from fourfold.partner.rules.brokerage.ranking import Scored

# Storeys above name the type of the rows they are given here; they do not query it.
__all__ = (
    "Need",
    "RankedNeed",
    "RankedOffer",
    "contact_of",
    "introduction_with",
    "introductions_of",
    "need_by_key",
    "need_with",
    "needs_for",
    "offer_with",
    "offers_for",
    "open_needs",
    "open_offers",
    "pair_of",
    "waiting",
)

# The most that a ranked list goes through and shows.
MOST_RANKED = 200


@dataclass(frozen=True, slots=True)
class RankedNeed:
    need: Need
    scored: Scored


@dataclass(frozen=True, slots=True)
class RankedOffer:
    offer: OfferOfHelp
    scored: Scored


def open_needs() -> QuerySet[Need]:
    return Need.objects.filter(state=NeedState.OPEN).select_related("place", "owner")


def waiting(owner: int) -> QuerySet[Need]:
    return Need.objects.filter(owner_id=owner, state=NeedState.WAITING).select_related("place")


def need_with(ref: str) -> Need | None:
    return Need.objects.select_related("place", "owner").filter(ref=ref).first()


def contact_of(need: Need) -> NeedContact | None:
    """For the owner, and for whom they were introduced to."""
    return NeedContact.objects.filter(need=need).first()


def open_offers(*, on: date) -> QuerySet[OfferOfHelp]:
    return OfferOfHelp.objects.filter(withdrawn_on=None, ends_on__gte=on).select_related("place", "owner")


def offer_with(ref: str) -> OfferOfHelp | None:
    return OfferOfHelp.objects.select_related("place", "owner").filter(ref=ref).first()


def introductions_of(*, need: Need | None = None, offer: OfferOfHelp | None = None) -> QuerySet[Introduction]:
    rows = Introduction.objects.select_related("organisation", "owner")
    if need is not None:
        rows = rows.filter(need=need)
    return rows if offer is None else rows.filter(offer=offer)


def introduction_with(ref: str) -> Introduction | None:
    return introductions_of().filter(ref=ref).first()


def needs_for(offer: OfferOfHelp, *, owner: int, on: date) -> tuple[RankedNeed, ...]:
    """One's own open needs of that kind in its time, to which it was not introduced yet; the fairest first."""
    needs = list(
        open_needs()
        .filter(owner_id=owner, kind=offer.kind, starts_on__lte=offer.ends_on, ends_on__gte=offer.starts_on)
        .exclude(introductions__offer=offer)[:MOST_RANKED]
    )
    by_ref = {each.ref: each for each in needs}
    return tuple(
        RankedNeed(by_ref[one.pair.key], one)
        for one in rank(_pairs([(each.ref, each, offer) for each in needs], owner=owner, on=on))
    )


def offers_for(need: Need, *, on: date) -> tuple[RankedOffer, ...]:
    """Those of its kind in its time to which it was not introduced yet."""
    offers = list(
        open_offers(on=on)
        .filter(kind=need.kind, starts_on__lte=need.ends_on, ends_on__gte=need.starts_on)
        .exclude(introductions__need=need)[:MOST_RANKED]
    )
    by_ref = {each.ref: each for each in offers}
    pairs = _pairs([(each.ref, need, each) for each in offers], owner=need.owner_id, on=on)
    return tuple(RankedOffer(by_ref[one.pair.key], one) for one in rank(pairs))


def pair_of(need: Need, offer: OfferOfHelp, *, on: date) -> Pair:
    return _pairs([(need.ref, need, offer)], owner=need.owner_id, on=on)[0]


def _pairs(found: list[tuple[str, Need, OfferOfHelp]], *, owner: int, on: date) -> list[Pair]:
    places = list({need.place.code: need.place for _, need, _ in found if need.place is not None}.values())
    deprived: dict[str, Decimal | None] = {each.code: each.value for each in need_of_places("imd", places)}
    helped = Counter(
        group.casefold()
        for group in Introduction.objects.filter(owner_id=owner, state="helped").values_list(
            "group", flat=True
        )
    )
    return [
        Pair(
            key=key,
            posted_on=need.posted_on,
            distance_km=distance_km(_point(need.place), _point(offer.place)),
            days_until=(need.starts_on - on).days,
            deprivation=None if need.place is None else deprived.get(need.place.code),
            asked=need.quantity,
            capacity=offer.capacity,
            helped=helped[need.group.casefold()],
        )
        for key, need, offer in found
    ]


def _point(place: Place | None) -> tuple[Decimal, Decimal] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def need_by_key(key: int) -> Need | None:
    return Need.objects.select_related("place", "owner").filter(pk=key).first()
