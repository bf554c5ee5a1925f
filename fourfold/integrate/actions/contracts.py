"""From an approved award to a contract whose commitments are carried over from the winning offers, not typed again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.periods import Period, quarters_between
from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sharing import share_out
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.queries import people_with_role
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurement_states import move, standing
from fourfold.integrate.models import Award, Commitment, CommitmentQuarter, Contract, Offer, ProcurementState
from fourfold.integrate.queries.bids import promised

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.ground.people.tables import Person

FINEST_DELIVERY = Decimal("0.01")


def check_can_sign(by: Actor, award: Award) -> None:
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


def sign(
    *,
    by: Actor,
    award: Award,
    starts_on: date,
    ends_on: date,
    manager: Person,
    on: date,
    clause: str = "",
) -> Contract:
    """Records the signed contract with a commitment for every quantity above nothing that the winner offered.

    Each commitment runs over the whole contract and falls due by quarter in proportion to its days; the supplier may
    from now on read the contract and report deliveries against it. `clause` is where in it they all stand, if anywhere.
    """
    check_can_sign(by, award)
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
    offers = promised(award.opened_bid)
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
        for number, offer in enumerate(offers, start=1):
            _carry_over(contract, number, offer, " ".join(clause.split()))
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


def _carry_over(contract: Contract, number: int, offer: Offer, clause: str) -> None:
    measure = offer.ask.measure
    add_commitment(
        contract,
        number,
        measure=measure.pk,
        unit=measure.unit,
        quantity=offer.quantity,
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        offer=offer,
        clause=clause,
    )


def add_commitment(
    contract: Contract,
    number: int,
    *,
    measure: int,
    unit: str,
    quantity: Decimal,
    starts_on: date,
    ends_on: date,
    offer: Offer | None = None,
    clause: str = "",
) -> None:
    """A promise with its profile by quarter, inside the caller's change. Without an offer it was not tendered here."""
    commitment = Commitment.objects.create(
        owner_id=contract.owner_id,
        root=contract.root,
        contract=contract,
        number=number,
        offer=offer,
        measure_id=measure,
        quantity=quantity,
        clause=clause,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    CommitmentQuarter.objects.bulk_create(
        CommitmentQuarter(
            owner_id=contract.owner_id,
            root=contract.root,
            commitment=commitment,
            due_on=due_on,
            quantity=part,
        )
        for due_on, part in profile(quantity, Period(starts_on, ends_on), whole_units=unit_of(unit).whole)
    )


def profile(quantity: Decimal, over: Period, *, whole_units: bool) -> list[tuple[date, Decimal]]:
    """The parts of `quantity` by the day they fall due: the end of each quarter, or of `over` where that is sooner.

    In proportion to days; the parts add up exactly, in whole units where the unit is whole, else in hundredths.
    """
    quarters = quarters_between(over.start, over.end)
    weights = [part.days for quarter in quarters if (part := quarter.period.overlap(over)) is not None]
    parts = share_out(quantity, weights, step=Decimal(1) if whole_units else FINEST_DELIVERY)
    return [(min(quarter.end, over.end), part) for quarter, part in zip(quarters, parts, strict=True)]
