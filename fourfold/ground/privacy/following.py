"""A hold on disposal binds a successor too: what it was placed for does not end with the body that placed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.privacy.tables import LegalHold
from fourfold.ground.successions.registry import register_party

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


def connect() -> None:
    register_party("hold", _hold_there_too)


def _hold_there_too(*, predecessor: int, successor: int, roots: Collection[str], on: date) -> None:
    """The predecessor's own stands as well, over the records that stay there."""
    if not roots:
        return
    for hold in LegalHold.objects.filter(owner=predecessor, lifted_on=None):
        # One that the successor has lifted since stays lifted.
        known = LegalHold.objects.filter(
            owner=successor, record=hold.record, person=hold.person_id, reason=hold.reason
        )
        if known.exists():
            continue
        ref = new_reference()
        LegalHold.objects.create(
            owner_id=successor,
            ref=ref,
            root=ref,
            record=hold.record,
            person_id=hold.person_id,
            reason=hold.reason,
            placed_by_id=hold.placed_by_id,
            placed_on=on,
        )
