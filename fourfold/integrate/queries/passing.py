"""Which of the bids that are judged do not meet what every bid must meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from fourfold.integrate.models import Ask, Offer
from fourfold.integrate.queries.bids import judged_bids
from fourfold.integrate.rules.asked import AskedAs, AskKind
from fourfold.integrate.rules.passing import shortfall

if TYPE_CHECKING:
    from fourfold.integrate.models import Procurement


def why_set_aside(procurement: Procurement) -> dict[int, list[str]]:
    """By key of the opened bid, why it does not pass; those that pass are not in it. Three queries at most."""
    asks = list(
        Ask.objects.filter(procurement=procurement)
        .filter(Q(asked_as=AskedAs.CONDITION) | Q(kind=AskKind.CRITERIA))
        .select_related("measure")
    )
    if not asks:
        return {}
    offers = {
        (offer.opened_bid_id, offer.ask_id): offer
        for offer in Offer.objects.filter(opened_bid__procurement=procurement, ask__in=asks)
    }
    found: dict[int, list[str]] = {}
    for bid in judged_bids(procurement).values_list("pk", flat=True):
        for ask in asks:
            offer = offers.get((bid, ask.pk))
            words = shortfall(
                title=ask.measure.title,
                kind=AskKind(ask.kind),
                asked_as=AskedAs(ask.asked_as),
                least=ask.least,
                accepts=None if offer is None else offer.accepts,
                shown=[] if offer is None else offer.shown,
            )
            if words:
                found.setdefault(bid, []).append(words)
    return found
