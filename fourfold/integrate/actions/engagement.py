"""Talking to the market before the tender notice, on record: when, with whom, and what everybody else was told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import check_not_open_yet, check_owns
from fourfold.integrate.models import MarketEngagement

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement

MOST = 100


@dataclass(frozen=True, slots=True)
class Engagement:
    """What is still to come has neither people nor words yet. `notice_on` is the day of the notice of section 17."""

    title: str
    starts_on: date
    ends_on: date
    who_took_part: str
    told_to_all: str
    notice_on: date | None
    notice_reference: str
    no_notice_because: str


def check_can_record(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, Role.LEAD, to=say("record talks with the market"))
    check_not_open_yet(procurement)


def can_record(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_record(by, procurement)
    except NotAllowed:
        return False
    return True


def record(*, by: Actor, procurement: Procurement, engagement: Engagement, on: date) -> MarketEngagement:
    check_can_record(by, procurement)
    values = _checked(engagement, on)
    with change(by=by, owner=procurement.owner_id, reason=say("Recorded talks with the market")):
        check_can_record(by, standing(procurement.pk))
        if MarketEngagement.objects.filter(procurement=procurement).count() >= MOST:
            raise Refused(say("{most} talks are on record, which is the most", most=MOST))
        ref = new_reference()
        created: MarketEngagement = MarketEngagement.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            entered_by_id=by.person_id,
            **values,
        )
    return created


def correct(
    *, by: Actor, record: MarketEngagement, engagement: Engagement, seen: int, on: date
) -> MarketEngagement:
    check_can_record(by, record.procurement)
    values = _checked(engagement, on)
    with change(by=by, owner=record.owner_id, reason=say("Corrected the record of talks with the market")):
        return update(record, version=seen, **values)


def _checked(given: Engagement, on: date) -> dict[str, object]:
    if not given.title.strip():
        raise Refused(say("Say what it was: a meeting, a call, a written question"), field="title")
    if given.ends_on < given.starts_on:
        raise Refused(say("It ends on the day it begins, or later"), field="ends_on")
    if given.ends_on <= on and not given.who_took_part.strip():
        raise Refused(say("Say who took part, or that nobody came"), field="who_took_part")
    if given.notice_on is not None and not given.notice_reference.strip():
        raise Refused(say("Enter the reference or the address of the notice"), field="notice_reference")
    if given.notice_on is not None and given.notice_on > on:
        raise Refused(
            say("A notice that is still to come is not published. Leave the day empty"), field="notice_on"
        )
    if given.notice_on is not None and given.no_notice_because.strip():
        raise Refused(
            say("Either a notice was published or there is a reason for none"), field="no_notice_because"
        )
    return {
        "title": given.title.strip(),
        "starts_on": given.starts_on,
        "ends_on": given.ends_on,
        "who_took_part": given.who_took_part.strip(),
        "told_to_all": given.told_to_all.strip(),
        "notice_on": given.notice_on,
        "notice_reference": given.notice_reference.strip() if given.notice_on is not None else "",
        "no_notice_because": given.no_notice_because.strip(),
    }
