"""An organisation begins to work here: whoever runs the site gives it its first administrator, and one again if all are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.queries import exists
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actions import passwords
from fourfold.ground.people.actions.roles import RoleGiven
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from datetime import date, datetime


def check_can_begin(*, organisation: Organisation, on: date) -> None:
    """The administrators that there are give all further roles, and they alone."""
    if not exists(organisation, on):
        raise Refused(say("{name} does not exist on this day", name=organisation.name))
    there = memberships_in_force(on=on).filter(
        organisation=organisation, role=Role.ADMINISTRATOR, person__is_active=True
    )
    if there.exists():
        raise Refused(
            say(
                "{name} has an administrator already, who gives other people their roles",
                name=organisation.name,
            )
        )


def begin(*, organisation: Organisation, email: str, name: str, on: date, at: datetime) -> RoleGiven:
    """Makes the person with that e-mail address administrator; one who is new here sets a password with the link."""
    email = email.strip().lower()
    with (
        transaction.atomic(),
        declared(person=None, organisation=None, reason=say("Gave the organisation its administrator")),
        as_tenant(MAINTENANCE),
    ):
        organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
        check_can_begin(organisation=organisation, on=on)
        person = Person.objects.filter(email__iexact=email).first()
        secret = ""
        if person is None:
            if not name.strip():
                raise Refused(say("Nobody with this e-mail address signs in here yet. Give their name too"))
            person = Person(email=email, name=" ".join(name.split()), joined_at=at)
            person.set_unusable_password()
            person.save()
            secret = passwords.new_link(person=person, at=at)
        elif not person.is_active:
            raise Refused(say("{name} can no longer sign in", name=person.name))
        membership = Membership.objects.create(
            person=person, organisation=organisation, role=Role.ADMINISTRATOR, from_day=on
        )
        Organisation.objects.filter(pk=organisation.pk).update(takes_part=True)
    return RoleGiven(membership, secret)
