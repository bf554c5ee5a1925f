"""From an approved award to a contract whose commitments are carried over from the winning offers, not typed again."""

from __future__ import annotations

from decimal import Decimal
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
from fourfold.integrate.actions.joint_shown import show_contract
from fourfold.integrate.actions.procurement_states import move, standing
from fourfold.integrate.models import (
    AgreedPromise,
    Award,
    Commitment,
    CommitmentQuarter,
    Contract,
    Offer,
    ProcurementState,
    WordedPromise,
)
from fourfold.integrate.queries.bids import agreed, promised, promised_in_words
from fourfold.integrate.queries.elsewhere import elsewhere_of
from fourfold.integrate.queries.outcomes import what_stops_signing
from fourfold.integrate.rules.asked import AskKind
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
    """Records the signed contract with a commitment for every quantity above nothing that the winner offered, and its promises
    in words beside them.

    Each commitment runs over the whole contract and falls due by quarter in proportion to its days; the supplier may
    from now on read the contract and report deliveries against it. `clause` is where in it they all stand, if anywhere.
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
        where = elsewhere_of(procurement)
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
            tendered_elsewhere="" if where is None else str(where),
            starts_on=starts_on,
            ends_on=ends_on,
            signed_on=on,
            manager=manager,
        )
        for number, promise in enumerate(promises, start=1):
            _carry_over(contract, number, promise, clause=" ".join(clause.split()))
        _carry_words_over(contract, promised_in_words(award.opened_bid))
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
        show_contract(contract, on=on)
        move(procurement, to=ProcurementState.CONTRACTED)
    return contract


def _carry_words_over(contract: Contract, offers: list[Offer]) -> None:
    """A method statement, each community criterion that was shown, and each condition that has no quantity."""
    promises = [
        (offer, title, words)
        for offer in offers
        for title, words in (offer.shown or [[offer.ask.measure.title, offer.method or offer.ask.guidance]])
    ]
    for number, (offer, title, words) in enumerate(promises, start=1):
        WordedPromise.objects.create(
            owner_id=contract.owner_id,
            root=contract.root,
            contract=contract,
            number=number,
            offer=offer,
            title=title[:300],
            words=words,
        )


def _carry_over(contract: Contract, number: int, promise: Offer | AgreedPromise, *, clause: str) -> None:
    """What was offered or agreed becomes a commitment as it stands."""
    measure = promise.measure if isinstance(promise, AgreedPromise) else promise.ask.measure
    add_commitment(
        contract,
        number,
        measure=measure.pk,
        unit=measure.unit,
        quantity=promise.quantity or Decimal(0),
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        offer=promise if isinstance(promise, Offer) else None,
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
        kind=AskKind.QUANTITY if offer is None else offer.kind,
        percent=None if offer is None else offer.percent or None,
        cost=None if offer is None else offer.cost,
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
