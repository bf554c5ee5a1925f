"""Access that nobody uses: a role in force whose holder has not signed in for long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Min, Q
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.exceptions import AuditException, ExceptionKind

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

DORMANT_AFTER_DAYS = 90


def _dormant(organisation: int, on: date) -> QuerySet[Person]:
    latest = on - timedelta(days=DORMANT_AFTER_DAYS)
    held = memberships_in_force(on=on).filter(organisation_id=organisation, from_day__lt=latest)
    return (
        Person.objects.filter(
            Q(last_login=None) | Q(last_login__date__lt=latest), memberships__in=held, is_active=True
        )
        .annotate(held_from=Min("memberships__from_day"))
        .order_by("held_from", "pk")
    )


def _describe(person: Person) -> AuditException:
    last = person.last_login
    from_day: date = person.held_from  # type: ignore[attr-defined]  # annotated by _dormant
    seen = f"last signed in on {day_text(timezone.localdate(last))}" if last else "has never signed in"
    return AuditException(person.ref, f"{person.name} {seen}", reverse("people"), from_day)


KINDS = (
    ExceptionKind(
        "dormant-access",
        "Access that nobody uses",
        f"A role held by someone who has not signed in for {DORMANT_AFTER_DAYS} days. They may have left, and their password "
        "with them.",
        _dormant,
        _describe,
    ),
)
