"""An organisation offers goods, people, places, money, work or spare things, and takes the offer back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.partner.actions.directory_shown import show_no_more, show_to_everyone
from fourfold.partner.models import HelpKind, OfferOfHelp

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor
    from fourfold.ground.places.tables import Place

KIND: Final = "offer of help"
MAY_OFFER: Final = (Role.SUPPLIER, Role.COMMUNITY, Role.LEAD, Role.COMMISSIONER)


@dataclass(frozen=True, slots=True)
class Offered:
    kind: str
    title: str
    words: str
    capacity: Decimal
    place: Place | None
    starts_on: date
    ends_on: date


def check_can_offer(by: Actor) -> None:
    check_role(by, *MAY_OFFER, to=say("offer help"))


def can_offer(by: Actor) -> bool:
    return by.has(*MAY_OFFER) and by.ended_on is None


def offer(*, by: Actor, offered: Offered, on: date) -> OfferOfHelp:
    """Everyone reads it from now on, until its last day or until it is withdrawn."""
    check_can_offer(by)
    if offered.kind not in HelpKind.values:
        raise Refused(say("Choose what you offer"), field="kind")
    if offered.capacity <= 0:
        raise Refused(say("Say how much you offer: more than nought"), field="capacity")
    if offered.ends_on < offered.starts_on:
        raise Refused(say("It ends before it begins. Check both days"), field="ends_on")
    if offered.ends_on < on:
        raise Refused(say("Its last day is over. Give a day to come"), field="ends_on")
    ref = new_reference()
    owner = Organisation.objects.get(pk=by.organisation_id)
    with change(by=by, owner=owner.pk, reason=say("Offered help")):
        made: OfferOfHelp = OfferOfHelp.objects.create(
            owner=owner,
            ref=ref,
            root=ref,
            kind=offered.kind,
            title=offered.title.strip(),
            words=offered.words.strip(),
            capacity=offered.capacity,
            place=offered.place,
            starts_on=offered.starts_on,
            ends_on=offered.ends_on,
            made_by_id=by.person_id,
            made_on=on,
        )
        show_to_everyone(owner=owner, thing=ref, kind=KIND, on=on, reason=say("Shown on the board"))
    return made


def check_can_withdraw(by: Actor, made: OfferOfHelp) -> None:
    if made.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that made the offer can withdraw it."))
    check_can_offer(by)
    if made.withdrawn_on is not None:
        raise NotAllowed(say("It is withdrawn already."))


def withdraw(*, by: Actor, made: OfferOfHelp, seen: int, on: date, at: datetime) -> OfferOfHelp:
    """Introductions that were made stand."""
    check_can_withdraw(by, made)
    with change(by=by, owner=made.owner_id, reason=say("Withdrew an offer")):
        gone = update(made, version=seen or made.version, withdrawn_on=on)
        show_no_more(owner=made.owner_id, thing=made.root, at=at)
    return gone
