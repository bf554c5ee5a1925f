"""How long each kind of record is kept here, what is held back, what was disposed of, and who asked for what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from fourfold.ground.privacy.record import Line, processing
from fourfold.ground.privacy.tables import (
    DisposalEntry,
    LegalHold,
    RequestState,
    RetentionChoice,
    SubjectRequest,
)

if TYPE_CHECKING:
    from fourfold.ground.kernel.keeping import Keeping


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of the record as one organisation follows it. `choice` is None where it keeps to what is proposed."""

    line: Line
    kept: Keeping | None
    choice: RetentionChoice | None


def record_of(*, owner: int) -> list[Kept]:
    choices = {choice.record: choice for choice in RetentionChoice.objects.filter(owner=owner)}
    return [_kept(line, choices.get(line.key)) for line in processing().values()]


def kept_of(line: Line, *, owner: int) -> Kept:
    return _kept(line, RetentionChoice.objects.filter(owner=owner, record=line.key).first())


def holds_of(*, owner: int) -> QuerySet[LegalHold]:
    """Those that stand first, then the lifted, the latest first."""
    return (
        LegalHold.objects.filter(owner=owner)
        .select_related("person", "placed_by", "lifted_by")
        .order_by("-lifted_on", "-placed_on", "-pk")
    )


def standing_holds(*, owner: int) -> QuerySet[LegalHold]:
    return LegalHold.objects.filter(owner=owner, lifted_on=None)


def hold_with(*, ref: str) -> LegalHold | None:
    return LegalHold.objects.select_related("person").filter(ref=ref).first()


def disposals_of(*, owner: int) -> QuerySet[DisposalEntry]:
    return DisposalEntry.objects.filter(owner=owner).order_by("-at", "-pk")


def requests_of(*, owner: int) -> QuerySet[SubjectRequest]:
    """Those that wait for an answer first, the soonest due first; then the answered, the latest first."""
    return (
        SubjectRequest.objects.filter(owner=owner)
        .select_related("person", "answered_by")
        .order_by("answered_on", "due_on", "pk")
    )


def open_request(*, owner: int, person: int, kind: str) -> SubjectRequest | None:
    return SubjectRequest.objects.filter(
        owner=owner, person=person, kind=kind, state=RequestState.ASKED
    ).first()


def latest_request(*, owner: int, person: int, kind: str) -> SubjectRequest | None:
    return SubjectRequest.objects.filter(owner=owner, person=person, kind=kind).order_by("-pk").first()


def _kept(line: Line, choice: RetentionChoice | None) -> Kept:
    return Kept(line, line.kept if choice is None else choice.kept, choice)
