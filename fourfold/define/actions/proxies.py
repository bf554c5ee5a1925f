"""Pounds for a unit of a measure, with where the figure comes from. A proxy is never edited: a new one supersedes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.actions.proxy_details import (
    PLAIN,
    ProxyDetail,
    check_detail,
    check_latest,
    note_overlaps,
)
from fourfold.define.actions.web_addresses import check_web_address
from fourfold.define.models import Ledger, Measure, Proxy
from fourfold.define.queries.proxies import in_force
from fourfold.define.rules.cells import EARLIEST_PRICE_YEAR, LATEST_PRICE_YEAR
from fourfold.define.rules.kinds_of_value import kind_of
from fourfold.ground.kernel.money import PENNY
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sources import Grade, is_placeholder
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor

MOST = 10**9
GRADES = frozenset(Grade)


@dataclass(frozen=True, slots=True)
class ProxySource:
    """Where a figure comes from. `grade` is primary or secondary; `read_on` the day on which it was read there."""

    title: str
    publisher: str
    href: str
    licence: str
    grade: str
    read_on: date


def check_can_record(by: Actor, measure: Measure) -> None:
    check_role(by, Role.LEAD, to=say("set a value for a measure"))
    if measure.owner_id != by.organisation_id:
        message = say("Only the organisation whose measure this is sets its value.")
        raise NotAllowed(message)


def can_record(by: Actor, measure: Measure) -> bool:
    try:
        check_can_record(by, measure)
    except NotAllowed:
        return False
    return True


def record(
    *,
    by: Actor,
    measure: Measure,
    title: str,
    value: Decimal,
    low: Decimal | None,
    high: Decimal | None,
    ledger: str,
    price_year: int,
    source: ProxySource,
    detail: ProxyDetail = PLAIN,
    after: str | None = None,
) -> Proxy:
    """Sets the proxy of a measure in a ledger; the one in force before it is superseded and kept.

    Refuses a figure without a source, a range that does not hold it, and half a range. `after` is the reference of the
    latest proxy that the person saw (empty for none): where another was set since, it is refused.
    """
    check_can_record(by, measure)
    _check_figures(value, low, high, price_year)
    if ledger not in Ledger.values:
        message = say("Choose what kind of value it is")
        raise Refused(message, field="ledger")
    _check_source(source)
    check_detail(detail, measure)
    with change(by=by, owner=measure.owner_id, reason=say("Set the value of a measure")):
        standing_measure = Measure.objects.select_for_update().get(pk=measure.pk)
        check_latest(measure, after)
        proxy = Proxy.objects.create(
            owner_id=standing_measure.owner_id,
            root=standing_measure.root,
            measure=standing_measure,
            title=title.strip() or standing_measure.title,
            value=value,
            low=low,
            high=high,
            ledger=ledger,
            kind=kind_of(ledger),
            price_year=price_year,
            source_title=source.title.strip(),
            source_publisher=source.publisher.strip(),
            source_href=source.href.strip(),
            source_grade=source.grade,
            licence=source.licence.strip(),
            read_on=source.read_on,
            supersedes=in_force([measure.pk]).filter(ledger=ledger).first(),
            **detail.columns(),
        )
        note_overlaps(proxy, detail.overlaps)
    return proxy


def _check_figures(value: Decimal, low: Decimal | None, high: Decimal | None, price_year: int) -> None:
    if (
        not all(figure is None or figure.is_finite() for figure in (value, low, high))
        or not 0 < value <= MOST
    ):
        message = say("Enter a value above nothing, and at most £1,000 million")
        raise Refused(message, field="value")
    if (low is None) != (high is None):
        message = say("Enter both ends of the range, or neither")
        raise Refused(message, field="low" if low is None else "high")
    if low is not None and high is not None and not 0 <= low <= value <= high <= MOST:
        message = say("The value must lie within its range")
        raise Refused(message, field="low")
    for field, figure in (("value", value), ("low", low), ("high", high)):
        if figure is not None and figure != figure.quantize(PENNY):
            message = say("Enter pounds and pence, with at most two decimal places")
            raise Refused(message, field=field)
    if not EARLIEST_PRICE_YEAR <= price_year <= LATEST_PRICE_YEAR:
        message = say(
            "Enter the year in whose prices it is, between {earliest_price_year} and {latest_price_year}",
            earliest_price_year=EARLIEST_PRICE_YEAR,
            latest_price_year=LATEST_PRICE_YEAR,
        )
        raise Refused(message, field="price_year")


def _check_source(source: ProxySource) -> None:
    named = (
        ("source_title", source.title),
        ("source_publisher", source.publisher),
        ("licence", source.licence),
    )
    for field, text in named:
        if is_placeholder(text):
            message = say("No figure without a source: enter where it comes from and under what licence")
            raise Refused(message, field=field)
    check_web_address(source.href, field="source_href")
    if source.grade not in GRADES:
        message = say("Choose whether you read it in the source itself")
        raise Refused(message, field="source_grade")
