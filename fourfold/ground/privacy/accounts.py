"""Whose account is past its time: nobody there needs to know any more who they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from fourfold.ground.kernel.keeping import last_day_of_what_is_due
from fourfold.ground.people.tables import Membership, Person
from fourfold.ground.privacy.erasure import ERASED_DOMAIN
from fourfold.ground.privacy.tables import RetentionChoice

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.privacy.record import Line


def accounts_due(line: Line, *, on: date) -> list[int]:
    """The keys of people who hold no role and neither held one nor signed in for as long as any of their organisations keeps
    accounts. Only as maintenance.
    """
    if line.kept is None:
        raise ValueError(f"{line.key}: accounts are kept for a time")
    chosen = {choice.owner_id: choice.kept for choice in RetentionChoice.objects.filter(record=line.key)}
    still = Membership.objects.filter(Q(until_day=None) | Q(until_day__gte=on)).values("person")
    gone = Person.objects.exclude(pk__in=still).exclude(email__endswith=f"@{ERASED_DOMAIN}").order_by("pk")
    due = []
    for person in gone.prefetch_related("memberships"):
        held = [
            (each.until_day, chosen.get(each.organisation_id, line.kept)) for each in person.memberships.all()
        ]
        longest = max((kept for _, kept in held), key=lambda kept: kept.in_days, default=line.kept)
        seen = timezone.localdate(person.last_login or person.joined_at)
        if seen <= last_day_of_what_is_due(on, longest) and all(
            until is not None and until <= last_day_of_what_is_due(on, kept) for until, kept in held
        ):
            due.append(person.pk)
    return due
