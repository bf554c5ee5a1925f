"""From an approved award to a contract whose commitments are carried over from the winning offers, not typed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.periods import Period
from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.queries import people_with_role
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurement_states import move, standing
from fourfold.integrate.models import (
    AgreedPromise,
    Award,
    Commitment,
    CommitmentQuarter,
    Contract,
    Offer,
    ProcurementState,
)
from fourfold.integrate.queries.bids import agreed, promised
from fourfold.integrate.queries.outcomes import what_stops_signing
from fourfold.integrate.rules.profile import profile

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.ground.people.tables import Person


def check_can_sign(by: Actor, award: Award, *, on: date) -> None:
    check_role(by, Role.COMMISSIONER, to=say("record a signed contract"))
    if award.owner_id != by.organisation_id:
        message = say("Only the buying organisation records its contracts.")
        raise NotAllowed(message)
    if award.approved_by_id is None:
        message = say("The award is not approved yet.")
        raise NotAllowed(message)
    if award.procurement.state != ProcurementState.AWARDED:
        message = say("The contract of this award is already recorded.")
        raise NotAllowed(message)
    stops = what_stops_signing(award, on=on)
    if stops:
        raise NotAllowed(stops)


def sign(*, by: Actor, award: Award, starts_on: date, ends_on: date, manager: Person, on: date) -> Contract:
    """Records the signed contract with a commitment for every quantity above nothing that the winner offered.

    Each commitment runs over the whole contract and falls due by quarter in proportion to its days; the supplier may
    from now on read the contract and report deliveries against it.
    """
    check_can_sign(by, award, on=on)
    if ends_on < starts_on:
        message = say("The contract must end on or after the day it starts")
        raise Refused(message, field="ends_on")
    if (
        not people_with_role(organisation=award.owner_id, role=Role.CONTRACT_MANAGER, on=on)
        .filter(pk=manager.pk)
        .exists()
    ):
        message = say("Choose a contract manager of your organisation")
        raise Refused(message, field="manager")
    supplier = award.opened_bid.bidder
    promises: list[Offer | AgreedPromise] = [*promised(award.opened_bid), *agreed(award.opened_bid)]
    with change(by=by, owner=award.owner_id, reason=say("Recorded the signed contract")):
        procurement = standing(award.procurement_id)
        if procurement.state != ProcurementState.AWARDED:
            message = say("The contract of this award is already recorded")
            raise Refused(message)
        ref = new_reference()
        contract = Contract.objects.create(
            owner_id=award.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            award=award,
            supplier=supplier,
            title=procurement.title,
            amount=award.opened_bid.price,
            starts_on=starts_on,
            ends_on=ends_on,
            signed_on=on,
            manager=manager,
        )
        for number, promise in enumerate(promises, start=1):
            _carry_over(contract, number, promise)
        for right in (Right.SEE, Right.REPORT):
            share(
                owner=contract.owner,
                thing=contract.root,
                kind="contract",
                organisation=supplier,
                right=right,
                on=on,
                reason=say("Contract party"),
            )
        move(procurement, to=ProcurementState.CONTRACTED)
    return contract


def _carry_over(contract: Contract, number: int, promise: Offer | AgreedPromise) -> None:
    """What was offered or agreed becomes a commitment as it stands."""
    offer = promise if isinstance(promise, Offer) else None
    measure = promise.measure if isinstance(promise, AgreedPromise) else promise.ask.measure
    quantity = promise.quantity
    commitment = Commitment.objects.create(
        owner_id=contract.owner_id,
        root=contract.root,
        contract=contract,
        number=number,
        offer=offer,
        measure=measure,
        quantity=quantity,
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
    )
    CommitmentQuarter.objects.bulk_create(
        CommitmentQuarter(
            owner_id=contract.owner_id,
            root=contract.root,
            commitment=commitment,
            due_on=due_on,
            quantity=part,
        )
        for due_on, part in profile(
            quantity,
            Period(contract.starts_on, contract.ends_on),
            whole_units=unit_of(measure.unit).whole,
        )
    )
