"""The bids of a procurement are taken on another portal: it is said so, and its social value questions go out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.method import publish_method
from fourfold.integrate.actions.procurement_states import move, standing
from fourfold.integrate.actions.procurements import check_can_change, check_owns
from fourfold.integrate.models import Elsewhere, ProcurementRoute, ProcurementState
from fourfold.integrate.queries.elsewhere import elsewhere_of, social_criteria, social_fields
from fourfold.integrate.queries.readiness import what_stops_opening
from fourfold.integrate.queries.routes import what_the_route_lacks

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement

LONGEST_LINK = 500


def check_can_mark(by: Actor, procurement: Procurement) -> None:
    check_can_change(by, procurement)
    if procurement.route == ProcurementRoute.DIRECT:
        raise NotAllowed(say("A direct award has no bids, here or elsewhere."))


def mark(
    *, by: Actor, procurement: Procurement, portal: str, reference: str, link: str, on: date
) -> Elsewhere:
    """Says where bids are taken, or corrects it. Nobody can open it for bids here while that stands."""
    check_can_mark(by, procurement)
    values = {
        "portal": _one_line(portal, 120, "portal", say("Name the portal")),
        "reference": _one_line(reference, 100, "reference", say("Give the reference it has there")),
        "link": _link(link),
        "marked_by_id": by.person_id,
        "marked_on": on,
    }
    with change(by=by, owner=procurement.owner_id, reason=say("Said that bids are taken elsewhere")):
        check_can_mark(by, standing(procurement.pk))
        where = elsewhere_of(procurement)
        if where is not None:
            return update(where, version=where.version, **values)
        where = Elsewhere(owner_id=procurement.owner_id, procurement=procurement, **values)
        where.root = where.ref
        where.save(force_insert=True)
    return where


def take_bids_here(*, by: Actor, procurement: Procurement) -> None:
    """Bids are taken here after all."""
    check_can_mark(by, procurement)
    with change(by=by, owner=procurement.owner_id, reason=say("Said that bids are taken here")):
        check_can_mark(by, standing(procurement.pk))
        Elsewhere.objects.filter(procurement=procurement).delete()


def check_can_send_out(by: Actor, procurement: Procurement) -> None:
    """The same gate as for a tender that opens here: record, ruling, conflicts, weights, and who buys jointly."""
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("send out questions"))
    if elsewhere_of(procurement) is None:
        raise NotAllowed(say("Say first on which portal bids are taken."))
    if procurement.state != ProcurementState.CONSIDERING:
        raise NotAllowed(
            say("Record what was considered first: the law asks for it before a procurement begins.")
            if procurement.state == ProcurementState.PLANNED
            else say("This procurement is “{state}”.", state=procurement.get_state_display())
        )
    gaps = [*what_stops_opening(procurement), *what_the_route_lacks(procurement)]
    if not social_criteria(procurement) or not social_fields(procurement):
        gaps.append(say("It asks nothing of social value, so nothing would go out"))
    if gaps:
        raise NotAllowed(side_by_side(say("{gap}.", gap=gap) for gap in gaps))


def send_out(*, by: Actor, procurement: Procurement, bids_close_at: datetime, at: datetime) -> Procurement:
    """From now on nothing that is asked changes, and once bids have closed there what came of it can be brought back."""
    check_can_send_out(by, procurement)
    if bids_close_at <= at:
        raise Refused(say("Bids must close after now"), field="closes_on")
    with change(by=by, owner=procurement.owner_id, reason=say("Sent the questions to another portal")):
        procurement = standing(procurement.pk)
        check_can_send_out(by, procurement)
        publish_method(procurement, at=at, bids_close_at=bids_close_at)
        return move(procurement, to=ProcurementState.ELSEWHERE, values={"bids_close_at": bids_close_at})


def _one_line(typed: str, longest: int, field: str, otherwise: str) -> str:
    words = " ".join(typed.split())
    if not words or len(words) > longest:
        raise Refused(otherwise, field=field)
    return words


def _link(typed: str) -> str:
    """An address of the web, or none: a page makes a link of it."""
    link = typed.strip()
    if not link:
        return ""
    parts = urlsplit(link)
    if parts.scheme not in {"http", "https"} or not parts.netloc or len(link) > LONGEST_LINK:
        raise Refused(say("Enter a whole address, such as https://portal.example/notice/12"), field="link")
    return link
