"""Erasure at request: asked for by the person, carried out by an administrator who is somebody else, or refused with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.db.models import Q

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actions.roles import close, end_what_was_delegated
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.privacy.due import answer_due
from fourfold.ground.privacy.erasure import erase_account, is_erased
from fourfold.ground.privacy.held import is_held
from fourfold.ground.privacy.obstacles import obstacles
from fourfold.ground.privacy.queries import open_request
from fourfold.ground.privacy.record import processing
from fourfold.ground.privacy.tables import RequestKind, RequestState, SubjectRequest

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor

ACCOUNTS = "accounts"


def ask(*, by: Actor, on: date) -> SubjectRequest:
    """`by` asks the organisation they act for to erase their account. Asking again while it waits is refused."""
    ref = new_reference()
    try:
        with change(
            by=by,
            owner=by.organisation_id,
            reason=say("Asked for their account to be erased"),
            winding_up=True,
        ):
            return SubjectRequest.objects.create(
                owner_id=by.organisation_id,
                ref=ref,
                root=ref,
                person_id=by.person_id,
                kind=RequestKind.ERASURE,
                asked_by_id=by.person_id,
                asked_on=on,
                due_on=answer_due(on),
            )
    except IntegrityError:
        raise Refused(say("You have asked already, and the answer is still to come")) from None


def withdraw(*, by: Actor, on: date) -> None:
    """`by` wants to stay after all. Nothing is done where nothing waits."""
    with change(
        by=by,
        owner=by.organisation_id,
        reason=say("Withdrew the request to erase their account"),
        winding_up=True,
    ):
        asked = open_request(owner=by.organisation_id, person=by.person_id, kind=RequestKind.ERASURE)
        if asked is not None:
            _answer(asked, by, RequestState.WITHDRAWN, "", on)


def check_can_answer(by: Actor, *, person: Person) -> None:
    check_role(by, Role.ADMINISTRATOR, to=say("erase someone's account"))
    if person.pk == by.person_id:
        raise NotAllowed(
            say("Another administrator erases your account: two people stand behind every erasure.")
        )
    if not Membership.objects.filter(person=person, organisation=by.organisation_id).exists():
        raise NotAllowed(
            say(
                "{name} has no role at {organisation_name}.",
                name=person.name,
                organisation_name=by.organisation_name,
            )
        )
    if is_erased(person):
        raise NotAllowed(say("This account is erased already."))


def check_can_erase(by: Actor, *, person: Person, on: date) -> None:
    """Not while it is held, another organisation still needs the account, or something waits for the person."""
    check_can_answer(by, person=person)
    elsewhere = Membership.objects.filter(Q(until_day=None) | Q(until_day__gte=on), person=person).exclude(
        organisation=by.organisation_id
    )
    if elsewhere.exists():
        raise NotAllowed(
            say(
                "{name} also has a role in another organisation. End their roles here; the account can be "
                "erased when they hold none elsewhere.",
                name=person.name,
            )
        )
    with as_tenant(MAINTENANCE):
        if is_held(person=person.pk, accounts=processing()[ACCOUNTS]):
            raise NotAllowed(say("A hold keeps this account. It can be erased when the hold is lifted."))
        in_the_way = obstacles(person.pk)
    if in_the_way:
        raise NotAllowed(side_by_side(in_the_way))


def can_erase(by: Actor, *, person: Person, on: date) -> bool:
    try:
        check_can_erase(by, person=person, on=on)
    except NotAllowed:
        return False
    return True


def erase(*, by: Actor, person: Person, on: date, at: datetime) -> None:
    """Ends the roles of `person`, makes the account a pseudonym, and answers the request where there is one.

    Without a request, as when someone asked by letter, one is noted that was asked and answered at once.
    """
    check_can_erase(by, person=person, on=on)
    with change(
        by=by,
        owner=by.organisation_id,
        reason=say("Erased an account at the person's request"),
        winding_up=True,
    ):
        asked = open_request(owner=by.organisation_id, person=person.pk, kind=RequestKind.ERASURE)
        if asked is None:
            ref = new_reference()
            asked = SubjectRequest.objects.create(
                owner_id=by.organisation_id,
                ref=ref,
                root=ref,
                person=person,
                kind=RequestKind.ERASURE,
                asked_by_id=by.person_id,
                asked_on=on,
                due_on=answer_due(on),
            )
        _answer(asked, by, RequestState.DONE, "", on)
        held = Membership.objects.filter(Q(until_day=None) | Q(until_day__gte=on), person=person)
        yesterday = on - timedelta(days=1)
        for membership in held:
            close(membership, last_day=yesterday, on=on)
        end_what_was_delegated(Membership.objects.all(), giver=person.pk, last_day=yesterday, on=on)
        with as_tenant(MAINTENANCE):
            erase_account(person=person.pk, at=at)


def refuse(*, by: Actor, person: Person, reason: str, on: date) -> None:
    """Answers the request with the reason, which the person reads on their account page. Raises Refused without either."""
    check_can_answer(by, person=person)
    if not reason.strip():
        raise Refused(say("Say why: the person reads it, and may complain about it"), field="reason")
    with change(by=by, owner=by.organisation_id, reason=say("Refused to erase an account"), winding_up=True):
        asked = open_request(owner=by.organisation_id, person=person.pk, kind=RequestKind.ERASURE)
        if asked is None:
            raise Refused(say("They have not asked, or it was answered meanwhile"), field="reason")
        _answer(asked, by, RequestState.REFUSED, reason.strip(), on)


def _answer(asked: SubjectRequest, by: Actor, state: RequestState, answer: str, on: date) -> None:
    update(
        asked,
        version=asked.version,
        state=state,
        answered_by_id=by.person_id,
        answered_on=on,
        answer=answer,
    )
