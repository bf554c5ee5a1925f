"""The contracts in which your organisation buys or supplies, and what was promised in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.paging import Where, page, part_of
from fourfold.ground.api.shapes import Figure, Page, Reference, Shown
from fourfold.ground.people.token_table import Scope
from fourfold.integrate.queries.commitments import commitments_of_contract
from fourfold.integrate.queries.contracts import contract_row, contract_rows, contracts_of

if TYPE_CHECKING:
    from fourfold.integrate.queries.commitments import CommitmentRow
    from fourfold.integrate.queries.contracts import ContractRow

router = Router(tags=["Contracts"])


class ContractLine(Shown):
    """`amount` is in pounds without VAT; `procurement` is empty where it was not tendered here."""

    ref: str
    title: str
    buyer_name: str
    supplier_name: str
    amount: Figure
    starts_on: date
    ends_on: date
    signed_on: date
    procurement: str
    commitments: int


class CommitmentShown(Shown):
    """A promise of a quantity of a measure, in its unit, between two days. `number` counts within the contract.

    `clause` is where it stands in the signed contract, empty where it stands nowhere.
    """

    ref: str
    number: int
    measure: str
    measure_title: str
    unit: str
    quantity: Figure
    starts_on: date
    ends_on: date
    state: str
    clause: str


class ContractShown(ContractLine):
    promises: list[CommitmentShown]


@operation(router, "get", "/contracts", scope=Scope.INTEGRATE_READ, answer=Page[ContractLine])
def list_contracts(request: HttpRequest, where: Query[Where]) -> HttpResponse:
    """List the contracts in which your organisation buys or supplies."""
    part = part_of(contracts_of(caller(request).organisation_id), where)
    return page(request, [ContractLine(**_line(each)) for each in contract_rows(part.rows)], part.next_cursor)


@operation(router, "get", "/contracts/{ref}", scope=Scope.INTEGRATE_READ, answer=ContractShown)
def read_contract(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read a contract with its commitments."""
    caller(request)
    row = found(contract_row(ref))
    promises = [_commitment(each) for each in commitments_of_contract(ref)]
    return shown(request, ContractShown(**_line(row), promises=promises))


def _line(row: ContractRow) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "title": row.title,
        "buyer_name": row.buyer_name,
        "supplier_name": row.supplier_name,
        "amount": row.amount,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "signed_on": row.signed_on,
        "procurement": row.procurement_ref,
        "commitments": row.commitments,
    }


def _commitment(row: CommitmentRow) -> CommitmentShown:
    return CommitmentShown(
        ref=row.ref,
        number=row.number,
        measure=row.measure_ref,
        measure_title=row.measure_title,
        unit=row.unit,
        quantity=row.quantity,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        state=row.state,
        clause=row.clause,
    )
