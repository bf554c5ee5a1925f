"""Findings of an organisation: all, one, and those a person must answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.measure.models import Finding, FindingEvidence, FindingState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

    from fourfold.ground.files.tables import EvidenceFile


def findings_of(owner: int, *, closed: bool = False, person: int | None = None) -> QuerySet[Finding]:
    """Those that are open, the most urgent first; with `closed` the others, the latest first; of a `person` their own."""
    found = Finding.objects.filter(owner_id=owner).select_related("assigned_to")
    if person is not None:
        found = found.filter(assigned_to_id=person)
    if closed:
        return found.filter(state=FindingState.CLOSED).order_by("-closed_on", "-pk")
    return found.exclude(state=FindingState.CLOSED)


def finding_of(*, owner: int, ref: str, person: int | None = None) -> Finding | None:
    """With `person` only where it was given to them."""
    people = ("raised_by", "assigned_to", "answered_by", "closed_by")
    found = Finding.objects.filter(owner_id=owner, ref=ref).select_related(*people)
    return found.first() if person is None else found.filter(assigned_to_id=person).first()


def evidence_of(finding: Finding) -> list[EvidenceFile]:
    attached = FindingEvidence.objects.filter(finding=finding).select_related("file").order_by("pk")
    return [each.file for each in attached]


def open_findings_about(*, owner: int, kind: str, things: Iterable[str]) -> dict[str, str]:
    """The reference of the open finding about each of `things` that has one."""
    return dict(findings_of(owner).filter(kind=kind, thing__in=list(things)).values_list("thing", "ref"))


def to_answer(*, owner: int, person: int) -> QuerySet[Finding]:
    return findings_of(owner).filter(assigned_to_id=person, state=FindingState.OPEN)


def to_close(*, owner: int, eyes: Collection[int]) -> QuerySet[Finding]:
    answered = findings_of(owner).filter(state=FindingState.ANSWERED)
    return answered.exclude(assigned_to_id__in=eyes).exclude(answered_by_id__in=eyes)
