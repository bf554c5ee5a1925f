"""Access that nobody uses: a role in force whose holder has not signed in for long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Min, Q
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
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
    seen = (
        say("last signed in on {localdate}", localdate=day_text(timezone.localdate(last)))
        if last
        else say("has never signed in")
    )
    return AuditException(
        person.ref, say("{name} {seen}", name=person.name, seen=seen), reverse("people"), from_day
    )


KINDS = (
    ExceptionKind(
        "dormant-access",
        say("Access that nobody uses"),
        say(
            "A role held by someone who has not signed in for {dormant_after_days} days. They may have "
            "left, and their password with them.",
            dormant_after_days=DORMANT_AFTER_DAYS,
        ),
        _dormant,
        _describe,
    ),
)
