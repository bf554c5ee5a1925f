"""Who may do what in an organisation: given and ended by its administrators, never for themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.db.models import Q, QuerySet

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actions import passwords
from fourfold.ground.people.actor import Actor, NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.people.tables import Membership, Person, Role

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """`secret` is part of the link with which a newcomer sets a password; empty for someone who was here before."""

    membership: Membership
    secret: str = ""


def check_can_see_roles(by: Actor) -> None:
    """Who has which role, and every page about one: for those who give and end them. For others it is not there."""
    check_role(by, Role.ADMINISTRATOR, to=say("see who has which role"))


def can_see_roles(by: Actor) -> bool:
    try:
        check_can_see_roles(by)
    except NotAllowed:
        return False
    return True


def check_can_give_role(by: Actor, *, person_id: int | None) -> None:
    """Two people stand behind every role: an administrator gives them, and gives none to themselves."""
    check_role(by, Role.ADMINISTRATOR, to=say("give people roles"))
    if person_id == by.person_id:
        raise NotAllowed(
            say(
                "You cannot give yourself a role. Ask another administrator of {organisation_name}; if there "
                "is none, make someone else administrator first.",
                organisation_name=by.organisation_name,
            ),
        )


def can_give_role(by: Actor, *, person_id: int | None) -> bool:
    try:
        check_can_give_role(by, person_id=person_id)
    except NotAllowed:
        return False
    return True


def give(
    *,
    by: Actor,
    email: str,
    name: str,
    role: str,
    from_day: date,
    on: date,
    at: datetime,
    until_day: date | None = None,
) -> RoleGiven:
    """Gives `role` from `from_day`, to the end of `until_day` where one is given, to the person with that e-mail address.

    A newcomer is entered under `name`. Raises Refused where the role is held already or the name of a newcomer is missing.
    """
    email = email.strip()
    person = Person.objects.filter(email__iexact=email).first()
    check_can_give_role(by, person_id=person.pk if person else None)
    if role not in Role.values:
        raise Refused(say("Choose a role"), field="role")
    if from_day < on:
        raise Refused(
            say("A role can begin today or later: what was done before was done without it"), field="from_day"
        )
    if until_day is not None and until_day < from_day:
        raise Refused(say("The last day must be the first day or later"), field="until_day")
    if person is None and not name.strip():
        raise Refused(
            say("Nobody with this e-mail address signs in here yet. Enter their name too"), field="name"
        )
    if person is not None and not person.is_active:
        raise Refused(say("{name} can no longer sign in", name=person.name), field="email")
    label = str(Role(role).label)
    try:
        with change(
            by=by, owner=by.organisation_id, reason=say("Gave the role {label}", label=label), winding_up=True
        ):
            secret = ""
            if person is None:
                person = Person(email=email.lower(), name=" ".join(name.split()), joined_at=at)
                person.set_unusable_password()
                person.save()
                secret = passwords.new_link(person=person, at=at)
            check_not_held(person, by.organisation_id, role, from_day)
            membership = Membership.objects.create(
                person=person,
                organisation_id=by.organisation_id,
                role=role,
                from_day=from_day,
                until_day=until_day,
            )
    except IntegrityError:
        # Somebody entered the same person or role in this moment.
        raise Refused(
            say("This was just done by someone else. Look at the list of people"), field="email"
        ) from None
    return RoleGiven(membership, secret)


def check_can_end_role(by: Actor, *, membership: Membership, on: date) -> None:
    check_role(by, Role.ADMINISTRATOR, to=say("end people's roles"))
    if membership.organisation_id != by.organisation_id:
        raise NotAllowed(say("This role is of another organisation."))
    if membership.role == Role.ADMINISTRATOR and not _other_administrators(membership, on).exists():
        raise NotAllowed(
            say(
                "{name} is the only administrator of {organisation_name}. Make someone else administrator "
                "first.",
                name=membership.person.name,
                organisation_name=by.organisation_name,
            ),
        )


def can_end_role(by: Actor, *, membership: Membership, on: date) -> bool:
    try:
        check_can_end_role(by, membership=membership, on=on)
    except NotAllowed:
        return False
    return True


def end(*, by: Actor, membership: Membership, last_day: date, on: date) -> None:
    """The role is held until the end of `last_day`: yesterday ends it at once.

    One that began today and is ended at once is taken back whole; the trail keeps that it was given.
    """
    with change(
        by=by,
        owner=by.organisation_id,
        reason=say("Ended the role {role}", role=membership.get_role_display()),
        winding_up=True,
    ):
        # Read again under the write lock, so that of two administrators who end each other's role one is refused.
        standing = (
            Membership.objects.select_for_update().select_related("person").filter(pk=membership.pk).first()
        )
        if standing is None or (standing.until_day is not None and standing.until_day < on):
            raise Refused(say("This role has already ended"), field="last_day")
        _lock_administrators(by.organisation_id)
        check_can_end_role(by, membership=standing, on=on)
        if last_day < on - timedelta(days=1):
            raise Refused(
                say("Enter yesterday or a later day: what was done until now was done with the role"),
                field="last_day",
            )
        end_what_was_delegated(
            Membership.objects.filter(organisation=standing.organisation_id, role=standing.role),
            giver=standing.person_id,
            last_day=last_day,
            on=on,
        )
        close(standing, last_day=last_day, on=on)


def end_what_was_delegated(roles: QuerySet[Membership], *, giver: int, last_day: date, on: date) -> None:
    """Nobody stands in for `giver` longer than they hold the role themselves. Within the declared change."""
    for delegation in roles.filter(delegated_by=giver, until_day__gt=last_day):
        close(delegation, last_day=last_day, on=on)


def close(membership: Membership, *, last_day: date, on: date) -> None:
    """Within the declared change: it lasts to the end of `last_day`, or is taken back whole where it had not begun then.

    A delegation that had begun stays, if for a day before it did: the two are one pair of eyes, however soon it was over.
    """
    began = membership.from_day <= on
    if last_day < membership.from_day and not (began and membership.delegated_by_id is not None):
        membership.delete()
        return
    membership.until_day = last_day
    membership.from_day = min(membership.from_day, last_day)
    membership.save(update_fields=["from_day", "until_day"])


def _other_administrators(membership: Membership, on: date) -> QuerySet[Membership]:
    """Those who hold it today without an end: one whose role runs out leaves nobody behind."""
    return (
        memberships_in_force(on=on)
        .filter(
            organisation=membership.organisation_id,
            role=Role.ADMINISTRATOR,
            until_day=None,
            person__is_active=True,
        )
        .exclude(person=membership.person_id)
    )


def check_not_held(person: Person, organisation: int, role: str, from_day: date) -> None:
    held = Membership.objects.filter(
        Q(until_day=None) | Q(until_day__gte=from_day),
        person=person,
        organisation_id=organisation,
        role=role,
    ).exists()
    if held:
        raise Refused(say("{name} already has this role", name=person.name), field="role")


def _lock_administrators(organisation: int) -> None:
    held = Membership.objects.select_for_update().filter(
        organisation_id=organisation, role=Role.ADMINISTRATOR
    )
    list(held.values_list("pk", flat=True))
