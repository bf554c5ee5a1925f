"""Who stands in for whom, and with which of their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q

from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.people.tables import Membership, Role

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet

# These two look over everybody's shoulder: who does so is an administrator's choice, made by name.
NOT_DELEGATED: Final = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


def delegable_of(*, person: int, organisation: int, on: date) -> QuerySet[Membership]:
    """The roles that the person holds there in their own right on that day, by name."""
    return (
        memberships_in_force(on=on)
        .filter(person_id=person, organisation_id=organisation, delegated_by=None)
        .exclude(role__in=NOT_DELEGATED)
        .order_by("role", "from_day")
    )


def delegations_of(*, person: int, organisation: int) -> QuerySet[Membership]:
    """Every one by or to the person there, the latest first, with both people."""
    return (
        Membership.objects.filter(
            Q(person=person) | Q(delegated_by=person),
            organisation_id=organisation,
            delegated_by__isnull=False,
        )
        .select_related("person", "delegated_by")
        .order_by("-until_day", "-from_day", "-pk")
    )


def stood_in_for(*, people: Collection[int], organisation: int) -> dict[int, list[Membership]]:
    """The delegations to each of `people` in that organisation, with who gave them. One query."""
    found: dict[int, list[Membership]] = {}
    delegated = Membership.objects.filter(
        person__in=people, organisation_id=organisation, delegated_by__isnull=False
    )
    for each in delegated.select_related("delegated_by").order_by("pk"):
        found.setdefault(each.person_id, []).append(each)
    return found
