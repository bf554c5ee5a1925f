"""What would be left lying if somebody went: work in their own name, and roles that nobody else holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class OpenWork:
    """`href` is where it is handed to somebody else, or seen."""

    words: str
    href: str


class Finds(Protocol):
    def __call__(self, *, organisation: int, person: int) -> Sequence[OpenWork]: ...


_finders: dict[str, Finds] = {}


def register(name: str, find: Finds) -> None:
    """Each storey names what it gives to a person rather than to a role."""
    _finders[name] = find


def open_work_of(*, organisation: int, person: int) -> list[OpenWork]:
    return [work for find in _finders.values() for work in find(organisation=organisation, person=person)]


def roles_of_nobody_else(*, organisation: int, person: int, on: date) -> list[str]:
    """The labels of the roles that this person holds there today, and nobody who can sign in besides them."""
    held = memberships_in_force(on=on).filter(organisation_id=organisation, person__is_active=True)
    own = set(held.filter(person_id=person).values_list("role", flat=True))
    # Who stands in for this person does so no longer than they are here.
    others = set(held.exclude(person_id=person).exclude(delegated_by=person).values_list("role", flat=True))
    return [str(Role(role).label) for role in Role.values if role in own - others]
