"""What was noted of procurements: of one, and counted over all of an organisation, as the survey asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from fourfold.integrate.models import ProcurementNote

if TYPE_CHECKING:
    from datetime import date

    from fourfold.integrate.models import Procurement


@dataclass(frozen=True, slots=True)
class NotesCounted:
    """Of one kind and theme: how many notes, and what their estimates add up to; None where none has a sum."""

    kind: str
    theme: str
    notes: int
    procurements: int
    amount: Decimal | None


def notes_of(procurement: Procurement) -> list[ProcurementNote]:
    """The latest first."""
    return list(
        ProcurementNote.objects.filter(procurement=procurement)
        .select_related("noted_by", "procurement")
        .order_by("-pk")
    )


def note_with(procurement: Procurement, ref: str) -> ProcurementNote | None:
    found: ProcurementNote | None = (
        ProcurementNote.objects.filter(procurement=procurement, ref=ref).select_related("procurement").first()
    )
    return found


def notes_counted(owner: int, *, first: date, last: date) -> list[NotesCounted]:
    """Of an organisation, noted from `first` to `last`, both included; by kind and theme. For the survey."""
    rows = (
        ProcurementNote.objects.filter(owner_id=owner, noted_on__range=(first, last))
        .order_by()
        .values("kind", "theme")
        .annotate(notes=Count("pk"), of=Count("procurement", distinct=True), total=Sum("amount"))
        .order_by("kind", "theme")
    )
    return [
        NotesCounted(
            row["kind"],
            row["theme"],
            row["notes"],
            row["of"],
            # SQLite adds in floating point; what was stored in pence is read back in pence.
            None if row["total"] is None else Decimal(row["total"]).quantize(Decimal("0.01")),
        )
        for row in rows
    ]
