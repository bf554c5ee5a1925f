"""Files that stand by themselves, before a report names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.files.tables import EvidenceFile

if TYPE_CHECKING:
    from collections.abc import Sequence


def file_with(ref: str) -> EvidenceFile | None:
    """None where it is not there for the tenant of the moment."""
    return EvidenceFile.objects.filter(ref=ref).first()


def own_files(*, owner: int, refs: Sequence[str]) -> dict[str, EvidenceFile]:
    """By reference, those of `refs` that are the organisation's own. One query."""
    return {each.ref: each for each in EvidenceFile.objects.filter(owner_id=owner, ref__in=list(refs))}
