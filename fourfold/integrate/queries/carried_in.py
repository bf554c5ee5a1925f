"""Contracts that were not tendered here: carried in with a file, or tendered on another portal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.files.tables import EvidenceFile
from fourfold.integrate.models import Contract, ImportState, RegisterImport

if TYPE_CHECKING:
    from django.db.models import QuerySet


def references_carried_in(*, owner: int, publisher: str) -> set[str]:
    """What the contracts were called in the files of that publisher that were not taken out again."""
    rows = Contract.objects.filter(
        owner_id=owner, carried_in__publisher__iexact=publisher, carried_in__state=ImportState.TAKEN
    )
    return set(rows.values_list("carried_reference", flat=True))


def contracts_carried_in(record: RegisterImport) -> QuerySet[Contract]:
    return (
        Contract.objects.filter(carried_in=record, owner_id=record.owner_id)
        .select_related("supplier")
        .order_by("pk")
    )


def carried_in_contract(*, owner: int, ref: str) -> Contract | None:
    rows = Contract.objects.filter(owner_id=owner, ref=ref).exclude(carried_in=None, tendered_elsewhere="")
    return rows.select_related("supplier").first()


@dataclass(frozen=True, slots=True)
class CarriedIn:
    """Where a contract came from, and the pages that were signed, for whoever may read the contract."""

    reference: str
    elsewhere: str
    signed_pages: tuple[EvidenceFile, ...]


def where_it_came_from(ref: str) -> CarriedIn | None:
    """None for a contract that was tendered here."""
    contract = Contract.objects.filter(ref=ref).exclude(carried_in=None, tendered_elsewhere="").first()
    if contract is None:
        return None
    files = EvidenceFile.objects.filter(root=contract.root, owner_id=contract.owner_id, about=SIGNED_PAGE)
    return CarriedIn(contract.carried_reference, contract.tendered_elsewhere, tuple(files.order_by("pk")))


def with_signed_page(contracts: list[Contract]) -> set[int]:
    """The keys of those of which a signed page is kept."""
    roots = {contract.root: contract.pk for contract in contracts}
    kept = EvidenceFile.objects.filter(root__in=list(roots), about=SIGNED_PAGE).values_list("root", flat=True)
    return {roots[root] for root in kept}


# What such a file is about, by which it is known among a contract's others.
SIGNED_PAGE = "The signed page of the contract"
