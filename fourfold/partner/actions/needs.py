"""A community posts what it needs with an e-mail address alone; the organisation it is posted to looks at it before it is shown.

What was typed travels in the link, signed, so nothing is kept of who never follows it.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.core.signing import BadSignature, dumps, loads
from django.db import transaction

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.ground.places.tables import Place
from fourfold.ground.trail.declaration import declared
from fourfold.partner.actions.directory_shown import show_no_more, show_to_everyone
from fourfold.partner.models import HelpKind, Need, NeedContact, NeedState
from fourfold.partner.models.need import VALID_TRANSITIONS

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor

MAIL: Final = "partner.need"
KIND: Final = "need"
MAY_BROKER: Final = (Role.LEAD, Role.COMMISSIONER, Role.CONTRACT_MANAGER)
GOOD_FOR_DAYS: Final = 3
# Of one organisation, waiting to be looked at.
MOST_WAITING: Final = 500
_SALT: Final = "fourfold.partner.need"


@dataclass(frozen=True, slots=True)
class Posted:
    """What somebody typed. `to` is the reference of the organisation that looks at it, `place` a place's code, or empty."""

    to: str
    kind: str
    title: str
    words: str
    group: str
    quantity: str
    place: str
    starts_on: str
    ends_on: str
    priority: str
    name: str
    email: str


def ask(*, posted: Posted, page: str, at: datetime) -> None:
    """Sends a link to that address, which leads to `page` followed by what was typed, signed."""
    _check(posted)
    with (
        transaction.atomic(),
        declared(person=None, organisation=None, reason=say("Somebody asked for a link to post a need")),
        as_tenant(MAINTENANCE),
    ):
        letter = Letter(
            subject=say("Your link to post what you need"),
            paragraphs=(
                say(
                    "Somebody, most likely you, wrote what a community needs: “{title}”.", title=posted.title
                ),
                say(
                    "The link posts it, once and within {days} days. If it was not you, do nothing.",
                    days=GOOD_FOR_DAYS,
                ),
            ),
            todo=(say("Post it"), f"{page}{signed(posted)}/"),
        )
        post(kind=MAIL, letter=letter, to=posted.email, owner=None, at=at)


def signed(posted: Posted) -> str:
    return dumps(asdict(posted), salt=_SALT, compress=True)


def followed(signed_text: str) -> Posted | None:
    """None where the link is forged or too old, or was used."""
    try:
        posted = Posted(**loads(signed_text, salt=_SALT, max_age=GOOD_FOR_DAYS * 86_400))
    except (BadSignature, ValueError, TypeError):
        return None
    with as_tenant(MAINTENANCE):
        return None if Need.objects.filter(once=_once(signed_text)).exists() else posted


def post_it(*, signed_text: str, on: date) -> Need | None:
    """In the name of nobody. It waits until somebody of the organisation has looked at it."""
    posted = followed(signed_text)
    owner = None if posted is None else Organisation.objects.filter(ref=posted.to, takes_part=True).first()
    if posted is None or owner is None:
        return None
    ref, of_contact = new_reference(), new_reference()
    with (
        transaction.atomic(),
        declared(person=None, organisation=owner.pk, reason=say("Posted a need")),
        as_tenant(owner.pk),
    ):
        if Need.objects.filter(owner=owner, state=NeedState.WAITING).count() >= MOST_WAITING:
            raise Refused(say("So many needs wait there that no more can be taken today"))
        need: Need = Need.objects.create(
            owner=owner,
            ref=ref,
            root=ref,
            kind=posted.kind,
            title=posted.title,
            words=posted.words,
            group=posted.group,
            quantity=Decimal(posted.quantity),
            place=Place.objects.filter(code=posted.place).first() if posted.place else None,
            starts_on=date.fromisoformat(posted.starts_on),
            ends_on=date.fromisoformat(posted.ends_on),
            priority=posted.priority,
            once=_once(signed_text),
            posted_on=on,
        )
        NeedContact.objects.create(
            owner=owner,
            ref=of_contact,
            root=of_contact,
            need=need,
            name=posted.name,
            email=posted.email,
            given_on=on,
        )
    return need


def check_can_broker(by: Actor) -> None:
    check_role(by, *MAY_BROKER, to=say("bring needs and offers together"))


def can_broker(by: Actor) -> bool:
    return by.has(*MAY_BROKER) and by.ended_on is None


def check_can_decide(by: Actor, need: Need) -> None:
    if need.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that it was posted to can do this."))
    check_can_broker(by)
    if not VALID_TRANSITIONS[NeedState(need.state)]:
        raise NotAllowed(say("This need is over."))


def decide(*, by: Actor, need: Need, seen: int, to: str, because: str, on: date, at: datetime) -> Need:
    """Shows it on the board, closes it with a reason, or records that it is met."""
    check_can_decide(by, need)
    if to not in NeedState.values or NeedState(to) not in VALID_TRANSITIONS[NeedState(need.state)]:
        raise Refused(say("Choose what becomes of it"), field="to")
    closed = to == NeedState.CLOSED
    if closed and not because.strip():
        raise Refused(say("Say why; it stays on record"), field="because")
    with change(by=by, owner=need.owner_id, reason=say("Decided about a need")):
        decided = update(
            need,
            version=seen or need.version,
            state=to,
            because=because.strip() if closed else "",
            decided_by_id=by.person_id,
            decided_on=on,
        )
        if to == NeedState.OPEN:
            show_to_everyone(
                owner=decided.owner, thing=decided.root, kind=KIND, on=on, reason=say("Shown on the board")
            )
        else:
            show_no_more(owner=decided.owner_id, thing=decided.root, at=at)
    return decided


def _check(posted: Posted) -> None:
    if posted.kind not in HelpKind.values:
        raise Refused(say("Choose what is needed"), field="kind")
    if Decimal(posted.quantity) <= 0:
        raise Refused(say("Say how much is needed: more than nought"), field="quantity")
    if posted.ends_on < posted.starts_on:
        raise Refused(say("It ends before it begins. Check both days"), field="ends_on")
    if not Organisation.objects.filter(ref=posted.to, takes_part=True).exists():
        raise Refused(say("Nobody of that organisation works here. Choose another"), field="to")


def _once(signed_text: str) -> str:
    return hashlib.sha256(signed_text.encode()).hexdigest()


def values_of(given: dict[str, Any]) -> Posted:
    """What a form that was understood holds, as it travels in the link."""
    return Posted(
        to=given["to"].ref,
        kind=given["kind"],
        title=given["title"].strip(),
        words=given["words"].strip(),
        group=given["group"].strip(),
        quantity=str(given["quantity"]),
        place=given["place"].code if given["place"] else "",
        starts_on=given["starts_on"].isoformat(),
        ends_on=given["ends_on"].isoformat(),
        priority=given["priority"].strip(),
        name=given["name"].strip(),
        email=given["email"].strip(),
    )
