"""The proxies in force and those they superseded, and the form in which the valuation rule takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.models import Ledger, Proxy
from fourfold.define.rules.valuation_rule import ProxyValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from fourfold.define.models import Measure


# Storeys above name the type of what they are given here; they do not query it.
__all__ = (
    "Proxy",
    "as_value",
    "history_of",
    "in_force",
    "ledger_name",
    "overlaps_of",
    "proxy_with",
    "publishable",
    "superseding",
)


def in_force(measures: Iterable[int]) -> QuerySet[Proxy]:
    """At most one for each measure and ledger: that which no other supersedes."""
    superseded = Proxy.objects.filter(supersedes__isnull=False).values("supersedes")
    return (
        Proxy.objects.filter(measure__in=list(measures)).exclude(pk__in=superseded).select_related("measure")
    )


def publishable(measures: Iterable[int]) -> QuerySet[Proxy]:
    """Those in force that may be passed on: what is under licence is its holder's, and enters nothing that others read."""
    return in_force(measures).filter(pack=None)


def proxy_with(ref: str) -> Proxy | None:
    return Proxy.objects.filter(ref=ref).select_related("measure", "owner", "supersedes", "pack").first()


def superseding(proxy: Proxy) -> Proxy | None:
    return Proxy.objects.filter(supersedes=proxy).first()


def overlaps_of(proxy: Proxy) -> list[Measure]:
    return [each.measure for each in proxy.overlaps.select_related("measure").all()]


def history_of(measure: int) -> QuerySet[Proxy]:
    """All of them, the latest first."""
    return Proxy.objects.filter(measure_id=measure).order_by("-pk")


def as_value(proxy: Proxy) -> ProxyValue:
    return ProxyValue(
        ref=proxy.ref,
        value=proxy.value,
        low=proxy.low,
        high=proxy.high,
        ledger=proxy.ledger,
        price_year=proxy.price_year,
        unit=proxy.measure.unit,
    )


def ledger_name(code: str) -> str:
    return str(Ledger(code).label)
