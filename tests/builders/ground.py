"""Organisations and people to test with: as little said as the test needs."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from fourfold.ground.organisations.tables import HomeNation, Organisation, Sector
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actor import Actor
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.tables import TrailEntry, TrailValue

if TYPE_CHECKING:
    from collections.abc import Iterable

# The day of all tests that do not say another.
TODAY = date(2026, 11, 23)
PASSWORD = "a-long-password-of-nobody"

_numbers = count(1)


def trail(**conditions: object) -> list[TrailEntry]:
    """What the trail holds, seen as maintenance sees it: PostgreSQL shows others only their own part."""
    with as_tenant(MAINTENANCE):
        return list(TrailEntry.objects.filter(**conditions).order_by("pk"))


def trail_content(entry: TrailEntry) -> str:
    with as_tenant(MAINTENANCE):
        return str(TrailValue.objects.get(entry_id=entry.pk).content)


def an_organisation(
    name: str = "",
    *,
    sector: str = Sector.LOCAL_AUTHORITY,
    exists_from: date | None = None,
    exists_until: date | None = None,
) -> Organisation:
    """An organisation in which people work here, so that it can own records."""
    number = next(_numbers)
    with declared(person=None, organisation=None, reason="For a test"):
        return Organisation.objects.create(
            name=name or f"Organisation {number}",
            sector=sector,
            nation=HomeNation.ENGLAND,
            origin="entered",
            takes_part=True,
            exists_from=exists_from,
            exists_until=exists_until,
        )


def a_person(name: str = "", *, email: str = "", password: str | None = None) -> Person:
    """Someone who may sign in, with `password` where one is given (hashing takes a moment, so not by itself)."""
    number = next(_numbers)
    person = Person(name=name or f"Person {number}", email=email or f"person@house{number}.example.org")
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
    with declared(person=None, organisation=None, reason="For a test"):
        person.save()
    return person


def an_actor(
    *,
    role: str | Iterable[str] = Role.LEAD,
    organisation: Organisation | None = None,
    person: Person | None = None,
    on: date = TODAY,
) -> Actor:
    """A person who holds `role` (or several) in the organisation since the beginning of 2020."""
    person = person or a_person()
    organisation = organisation or an_organisation()
    roles = [role] if isinstance(role, str) else list(role)
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.bulk_create(
            Membership(person=person, organisation=organisation, role=one, from_day=date(2020, 1, 1))
            for one in roles
        )
    actor = actor_for(person=person, organisation=organisation, on=on)
    assert actor is not None
    return actor
