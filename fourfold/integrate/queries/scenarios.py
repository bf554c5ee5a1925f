"""What was bought, batch by batch, for asking the law what it covers; and what it answered before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.integrate.models import Procurement, ProcurementState, RegisterEntry, ScenarioRun
from fourfold.integrate.rules.scenario_tallies import Bought

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

__all__ = ("BATCH", "ScenarioRun", "entries_bought", "how_many", "procurements_bought", "run_with", "runs_of")

BATCH: Final = 5_000


def how_many(owner: int) -> tuple[int, int]:
    """Procurements run here, and entries of the register that none of them began as a copy of."""
    return _procurements(owner).count(), _entries(owner).count()


def procurements_bought(owner: int) -> list[Bought]:
    rows = _procurements(owner).values_list("kind", "amount")
    return [Bought(kind, amount) for kind, amount in rows]


def entries_bought(owner: int) -> Iterator[list[Bought]]:
    """In batches by key, so that none holds more than BATCH rows in memory and each is found by the index."""
    last = 0
    while True:
        rows = list(
            _entries(owner)
            .filter(pk__gt=last)
            .order_by("pk")
            .values_list("pk", "kind", "amount", "currency")[:BATCH]
        )
        if not rows:
            return
        last = rows[-1][0]
        yield [Bought(kind, amount, currency) for _, kind, amount, currency in rows]


def runs_of(owner: int) -> QuerySet[ScenarioRun]:
    return ScenarioRun.objects.filter(owner_id=owner).select_related("asked_by").order_by("-pk")


def run_with(*, owner: int, ref: str) -> ScenarioRun | None:
    return runs_of(owner).filter(ref=ref).first()


def _procurements(owner: int) -> QuerySet[Procurement]:
    return Procurement.objects.filter(owner_id=owner).exclude(state=ProcurementState.ABANDONED).order_by("pk")


def _entries(owner: int) -> QuerySet[RegisterEntry]:
    """What was copied into a procurement is counted there."""
    copied = Procurement.objects.filter(owner_id=owner, copied_from__isnull=False).values("copied_from")
    return RegisterEntry.objects.filter(owner_id=owner).exclude(pk__in=copied)
