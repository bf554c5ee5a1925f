"""Contracts as the storeys above read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from fourfold.ground.organisations.tables import Succession
from fourfold.integrate.models import Contract

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from django.db.models import Model, QuerySet


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract between two organisations. `procurement_ref` is empty where it was not tendered here."""

    pk: int
    ref: str
    title: str
    owner_id: int
    buyer_name: str
    supplier_id: int
    supplier_name: str
    amount: Decimal
    starts_on: date
    ends_on: date
    signed_on: date
    manager_name: str
    procurement_ref: str
    commitments: int


def contracts_of_followed(organisation: int) -> QuerySet[Contract]:
    """Those that stayed with the bodies that it follows, for it to read: ended and settled, or not handed on yet."""
    followed = Succession.objects.standing().filter(successor=organisation).values("predecessor")
    return Contract.objects.filter(owner__in=followed).select_related("owner").order_by("-starts_on", "-pk")


def contracts_of(organisation: int) -> QuerySet[Contract]:
    """Those in which the organisation buys or supplies, the latest first."""
    return Contract.objects.filter(Q(owner_id=organisation) | Q(supplier_id=organisation)).order_by(
        "-starts_on", "-pk"
    )


def own_contract(*, owner: int, ref: str) -> Contract | None:
    return Contract.objects.filter(owner=owner, ref=ref).first()


def contract_row(ref: str) -> ContractRow | None:
    rows = contract_rows(Contract.objects.filter(ref=ref))
    return rows[0] if rows else None


def kept_contract(key: int) -> Model:
    """The row itself, for those who ask what became of it."""
    return Contract.objects.get(pk=key)


def contract_rows(contracts: QuerySet[Contract]) -> list[ContractRow]:
    """One query, whatever their number."""
    found = contracts.annotate(promises=Count("commitments")).select_related(
        "owner", "supplier", "manager", "procurement"
    )
    return [
        ContractRow(
            pk=each.pk,
            ref=each.ref,
            title=each.title,
            owner_id=each.owner_id,
            buyer_name=each.owner.name,
            supplier_id=each.supplier_id,
            supplier_name=each.supplier.name,
            amount=each.amount,
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            signed_on=each.signed_on,
            manager_name="" if each.manager is None else each.manager.name,
            procurement_ref="" if each.procurement is None else each.procurement.ref,
            commitments=each.promises,
        )
        for each in found
    ]
