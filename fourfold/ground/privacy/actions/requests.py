"""What people ask for about their data: a copy at once, an erasure that an administrator carries out or refuses with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.privacy.access import packet
from fourfold.ground.privacy.due import answer_due
from fourfold.ground.privacy.tables import RequestKind, RequestState, SubjectRequest

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor


def check_can_copy(by: Actor, *, person: Person) -> None:
    """Everyone for themselves; an administrator for people who hold or held a role there."""
    if person.pk == by.person_id:
        return
    check_role(by, Role.ADMINISTRATOR, to=say("make a copy of what is held about someone"))
    if not Membership.objects.filter(person=person, organisation=by.organisation_id).exists():
        raise NotAllowed(
            say(
                "{name} has no role at {organisation_name}.",
                name=person.name,
                organisation_name=by.organisation_name,
            )
        )


def can_copy(by: Actor, *, person: Person) -> bool:
    try:
        check_can_copy(by, person=person)
    except NotAllowed:
        return False
    return True


def copy(*, by: Actor, person: Person, on: date, at: datetime) -> bytes:
    """A ZIP of what is held: for oneself everything, by an administrator what their organisation holds. It is logged."""
    check_can_copy(by, person=person)
    own = person.pk == by.person_id
    organisation = None if own else Organisation.objects.get(pk=by.organisation_id)
    made = packet(person=person, organisation=organisation, at=at)
    ref = new_reference()
    reason = (
        say("Took a copy of what is held about them")
        if own
        else say("Made a copy of what is held about someone")
    )
    with change(by=by, owner=by.organisation_id, reason=reason, winding_up=True):
        SubjectRequest.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            person=person,
            kind=RequestKind.ACCESS,
            state=RequestState.DONE,
            asked_by_id=by.person_id,
            asked_on=on,
            due_on=answer_due(on),
            answered_by_id=by.person_id,
            answered_on=on,
        )
    return made
