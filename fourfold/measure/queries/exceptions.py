"""The exceptions of every storey on one page, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.people import exceptions as of_people
from fourfold.integrate.queries import exceptions as of_integrate
from fourfold.partner.queries import exceptions as of_partner

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.trail.exceptions import AuditException, ExceptionKind

KINDS = (*of_integrate.KINDS, *of_partner.KINDS, *of_people.KINDS)


@dataclass(frozen=True, slots=True)
class Counted:
    kind: ExceptionKind
    count: int


def kind_named(key: str) -> ExceptionKind | None:
    return next((kind for kind in KINDS if kind.key == key), None)


def counted(*, owner: int, on: date) -> list[Counted]:
    return [Counted(kind, kind.rows(owner, on).count()) for kind in KINDS]


def exception_of(kind: ExceptionKind, *, thing: str, owner: int, on: date) -> AuditException | None:
    """The exception that this record is today, or None where it is none (any more)."""
    row = kind.rows(owner, on).filter(**{kind.thing: thing}).first()
    return None if row is None else kind.describe(row)
