"""Contracts already running, and what was promised in them: carried in with a file, and taken out while nothing is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import ProtectedError

from fourfold.ground.files.actions import all_ready, take_in
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Right, Share, share
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.contracts import add_commitment
from fourfold.integrate.actions.register_sheets import check_can_go_on, check_can_upload
from fourfold.integrate.models import (
    Commitment,
    CommitmentQuarter,
    Contract,
    ImportPurpose,
    ImportState,
    RegisterImport,
    WaitingSheet,
)
from fourfold.integrate.queries.carried_in import SIGNED_PAGE, contracts_carried_in
from fourfold.integrate.rules.sheet_columns import Held

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.rules.carried_promises import CarriedContract
    from fourfold.integrate.rules.published import Said


def carry_in(
    *,
    by: Actor,
    record: RegisterImport,
    contracts: Iterable[CarriedContract],
    rows: int,
    unchanged: int,
    left_out: Sequence[Said],
    at: datetime,
    on: date,
) -> RegisterImport:
    """Each contract with its promises, in one go; its supplier may from now on read it and report against it."""
    check_can_go_on(by, record)
    with change(
        by=by, owner=record.owner_id, reason=say("Carried in contracts from {name}", name=record.file_name)
    ):
        taken = sum(_carry_in(record, contract, on) for contract in contracts)
        WaitingSheet.objects.filter(received_in=record).delete()
        return update(
            record,
            version=record.version,
            state=ImportState.TAKEN,
            finished_at=at,
            releases=rows,
            taken=taken,
            unchanged=unchanged,
            left_out=len(left_out),
            matched=taken,
            remarks=[
                {"code": said.code, "where": said.where, "words": said.words, "severity": said.severity}
                for said in left_out
            ],
        )


def _carry_in(record: RegisterImport, carried: CarriedContract, on: date) -> int:
    row = carried.first
    ref = new_reference()
    contract = Contract.objects.create(
        owner_id=record.owner_id,
        ref=ref,
        root=ref,
        carried_in=record,
        carried_reference=carried.reference,
        supplier_id=carried.supplier,
        title=row.text(Held.TITLE)[:300],
        amount=row.values[Held.AMOUNT],
        starts_on=row.values[Held.STARTS_ON],
        ends_on=row.values[Held.ENDS_ON],
        signed_on=row.values[Held.SIGNED_ON],
    )
    for number, promise in enumerate(carried.promises, start=1):
        add_commitment(
            contract,
            number,
            measure=promise.measure.pk,
            unit=promise.measure.unit,
            quantity=promise.quantity,
            starts_on=promise.starts_on,
            ends_on=promise.ends_on,
        )
    for right in (Right.SEE, Right.REPORT):
        share(
            owner=contract.owner,
            thing=contract.root,
            kind="contract",
            organisation=contract.supplier,
            right=right,
            on=on,
            reason=say("Contract party"),
        )
    return len(carried.promises)


def check_can_take_out(by: Actor, record: RegisterImport) -> None:
    check_can_upload(by, ImportPurpose.PROMISES)
    if record.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation whose contracts they are can do this."))
    if record.state != ImportState.TAKEN:
        raise NotAllowed(say("This file is {state}.", state=record.get_state_display().lower()))


def take_out(*, by: Actor, record: RegisterImport, at: datetime) -> RegisterImport:
    """Takes out the contracts and promises that the file brought. Refused whole once something stands on one of them."""
    check_can_take_out(by, record)
    contracts = list(contracts_carried_in(record))
    roots = [contract.root for contract in contracts]
    try:
        with change(by=by, owner=record.owner_id, reason=say("Took {name} out again", name=record.file_name)):
            commitments = Commitment.objects.filter(contract__in=contracts)
            CommitmentQuarter.objects.filter(commitment__in=commitments).delete()
            commitments.delete()
            EvidenceFile.objects.filter(root__in=roots, about=SIGNED_PAGE).delete()
            Share.objects.filter(owner_id=record.owner_id, thing__in=roots).delete()
            Contract.objects.filter(pk__in=[contract.pk for contract in contracts]).delete()
            return update(record, version=record.version, state=ImportState.UNDONE, undone_at=at)
    except ProtectedError as standing:
        raise Refused(
            say(
                "Something was reported, valued or accounted for on these contracts already, so they stay. "
                "A promise that no longer holds is waived on its own page."
            )
        ) from standing


def check_can_add_signed_page(by: Actor, *, buyer: int) -> None:
    check_role(by, Role.COMMISSIONER, Role.CONTRACT_MANAGER, to=say("add the signed page of a contract"))
    if buyer != by.organisation_id:
        raise NotAllowed(say("The signed page of a contract is added by its buyer."))


def can_add_signed_page(by: Actor, *, buyer: int) -> bool:
    try:
        check_can_add_signed_page(by, buyer=buyer)
    except NotAllowed:
        return False
    return True


def add_signed_page(
    *, by: Actor, contract: Contract, name: str, content: bytes, at: datetime
) -> EvidenceFile:
    """Keeps the page as evidence, for buyer and supplier to read. Raises NotAccepted."""
    check_can_add_signed_page(by, buyer=contract.owner_id)
    if contract.carried_in_id is None and not contract.tendered_elsewhere:
        raise NotAllowed(say("A signed page is added to a contract that was not tendered here."))
    with (
        all_ready([(name, content)]) as (file,),
        change(by=by, owner=contract.owner_id, reason=say("Added the signed page")),
    ):
        return take_in(file, by=by, owner=contract.owner_id, root=contract.root, about=SIGNED_PAGE, at=at)
