"""Commitments as plain rows, for the storeys above: what was promised, under which contract, due when."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum

from fourfold.integrate.models import Commitment, CommitmentQuarter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import Model, QuerySet

# SQLite adds in floating point; what was stored in hundredths is read back in hundredths.
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A promise: `quantity` of `unit` (a code of the kernel's units) between two days. `root` is its contract's."""

    pk: int
    ref: str
    root: str
    owner_id: int
    number: int
    contract_id: int
    contract_ref: str
    contract_title: str
    supplier_id: int
    supplier_name: str
    measure_id: int
    measure_ref: str
    measure_title: str
    unit: str
    once_per_person: bool
    quantity: Decimal
    starts_on: date
    ends_on: date
    state: str
    clause: str
    offer_id: int | None

    @property
    def href(self) -> str:
        return f"/contracts/{self.contract_ref}/commitments/{self.number}/"


def commitments_of_contract(contract_ref: str) -> list[CommitmentRow]:
    """In the order of the contract; empty where the tenant of the moment may not see it."""
    return _rows(Commitment.objects.filter(contract__ref=contract_ref).order_by("number"))


def commitments_of_contracts(contracts: Iterable[int]) -> list[CommitmentRow]:
    """Of the contracts with these keys, in one query."""
    return _rows(Commitment.objects.filter(contract__in=list(contracts)).order_by("contract_id", "number"))


def commitments_of_supplier(supplier: int) -> list[CommitmentRow]:
    """What this organisation has promised to others."""
    return _rows(Commitment.objects.filter(contract__supplier=supplier).order_by("contract_id", "number"))


def commitments_of_owner(owner: int) -> list[CommitmentRow]:
    return _rows(Commitment.objects.filter(owner_id=owner).order_by("contract_id", "number"))


def commitment_row(*, pk: int) -> CommitmentRow:
    """Raises Commitment.DoesNotExist where it is not there for the tenant of the moment."""
    rows = _rows(Commitment.objects.filter(pk=pk))
    if not rows:
        raise Commitment.DoesNotExist
    return rows[0]


def commitment_numbered(*, contract_ref: str, number: int) -> CommitmentRow | None:
    rows = _rows(Commitment.objects.filter(contract__ref=contract_ref, number=number))
    return rows[0] if rows else None


def kept_commitment(key: int) -> Model:
    """The row itself, for those who ask what became of it."""
    return Commitment.objects.get(pk=key)


def commitments_seen(keys: Iterable[int]) -> set[int]:
    """Those that the tenant of the moment may read."""
    return set(Commitment.objects.filter(pk__in=list(keys)).values_list("pk", flat=True))


def due_between(keys: Iterable[int], first: date, last: date) -> dict[int, Decimal]:
    """By commitment key, what falls due from `first` to `last`, both included."""
    quarters = CommitmentQuarter.objects.filter(commitment__in=list(keys), due_on__range=(first, last))
    totals = quarters.order_by().values_list("commitment").annotate(total=Sum("quantity"))
    return {key: total.quantize(HUNDREDTH) for key, total in totals}


def due_by_day(keys: Iterable[int]) -> list[tuple[int, date, Decimal]]:
    """Every (commitment key, day, quantity that falls due on it), by day: the planned line of a burn-up."""
    quarters = CommitmentQuarter.objects.filter(commitment__in=list(keys)).order_by("due_on")
    return list(quarters.values_list("commitment", "due_on", "quantity"))


def _rows(commitments: QuerySet[Commitment]) -> list[CommitmentRow]:
    columns = {
        "pk": "pk",
        "ref": "ref",
        "root": "root",
        "owner_id": "owner_id",
        "number": "number",
        "contract_id": "contract_id",
        "contract_ref": "contract__ref",
        "contract_title": "contract__title",
        "supplier_id": "contract__supplier_id",
        "supplier_name": "contract__supplier__name",
        "measure_id": "measure_id",
        "measure_ref": "measure__ref",
        "measure_title": "measure__title",
        "unit": "measure__unit",
        "once_per_person": "measure__once_per_person",
        "quantity": "quantity",
        "starts_on": "starts_on",
        "ends_on": "ends_on",
        "state": "state",
        "clause": "clause",
        "offer_id": "offer_id",
    }
    return [
        CommitmentRow(**dict(zip(columns, values, strict=True)))
        for values in commitments.values_list(*columns.values())
    ]
