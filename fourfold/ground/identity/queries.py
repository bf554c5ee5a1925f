"""Who has which second step, and who must."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.identity.tables import Passkey, RecoveryCode, SecondStep
from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.people.tables import RequiredSecondStep

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from fourfold.ground.people.tables import Person


@dataclass(frozen=True, slots=True)
class SecondStepStanding:
    """None for `since` where no app is asked. `required_by` names the organisations that will have it."""

    since: datetime | None
    codes_left: int
    required_by: tuple[str, ...]


def has_second_step(*, person: int) -> bool:
    """An app, or a passkey: either is asked for beside the password."""
    return has_app(person=person) or has_passkey(person=person)


def has_app(*, person: int) -> bool:
    return SecondStep.objects.filter(person_id=person).exists()


def has_passkey(*, person: int) -> bool:
    return Passkey.objects.filter(person_id=person).exists()


def has_codes(*, person: int) -> bool:
    return RecoveryCode.objects.filter(person_id=person, used_at=None).exists()


def passkeys_of(*, person: int) -> list[Passkey]:
    return list(Passkey.objects.filter(person_id=person))


def with_second_step(*, people: Collection[int]) -> set[int]:
    """The keys of those among `people` who have one."""
    apps = SecondStep.objects.filter(person__in=people).values_list("person_id", flat=True)
    keys = Passkey.objects.filter(person__in=people).order_by().values_list("person_id", flat=True)
    return set(apps.union(keys))


def second_step_of(*, person: Person, on: date) -> SecondStepStanding:
    row = SecondStep.objects.filter(person=person).first()
    left = RecoveryCode.objects.filter(person=person, used_at=None).count()
    return SecondStepStanding(row.set_up_at if row else None, left, required_of(person=person, on=on))


def required_of(*, person: Person, on: date) -> tuple[str, ...]:
    """The names of the organisations in which a role of theirs requires it on that day."""
    held = memberships_in_force(on=on).filter(person=person).select_related("organisation")
    wanted = set(
        RequiredSecondStep.objects.filter(organisation__in=held.values("organisation")).values_list(
            "organisation_id", "role"
        )
    )
    return tuple(sorted({one.organisation.name for one in held if (one.organisation_id, one.role) in wanted}))


def roles_required_by(*, organisation: int) -> frozenset[str]:
    return frozenset(
        RequiredSecondStep.objects.filter(organisation_id=organisation).values_list("role", flat=True)
    )


def unused_codes(*, person: Person, digests: list[str]) -> int:
    return RecoveryCode.objects.filter(person=person, digest__in=digests, used_at=None).count()
