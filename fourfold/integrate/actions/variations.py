"""A contract in life is changed: tested against the law, proposed by one person, approved by another, agreed by the supplier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_other_eyes, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.variations_in_force import put_in_force
from fourfold.integrate.models import (
    ChangeKind,
    Commitment,
    CommitmentState,
    Contract,
    Variation,
    VariationChange,
    VariationState,
)
from fourfold.integrate.models.variation import VALID_TRANSITIONS
from fourfold.integrate.queries.measures import measure_to_ask_for
from fourfold.integrate.queries.variations import (
    UNDER_WAY,
    at_award,
    law_of_contract,
    moved_by_small_changes,
    notice_of_variation,
    standing_of,
)
from fourfold.integrate.rules.contract_change import (
    ChangeGround,
    ChangeTest,
    ContractChange,
    Verdict,
    change_test,
)
from fourfold.integrate.rules.outcome import Law

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Changed:
    """What becomes of one promise. `number` None adds one for `measure`; `quantity` None waives it."""

    number: int | None
    quantity: Decimal | None
    ends_on: date
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A variation as it is proposed. What is material, a person judges; `law` is said where the record does not tell it."""

    reason: str
    effective_on: date
    ground: str
    amount: Decimal
    ends_on: date
    changes: Sequence[Changed]
    changes_scope: bool
    favours_supplier: bool
    changes_nature: bool
    law: str = ""


def check_can_propose_variation(by: Actor, contract: Contract) -> None:
    check_role(by, Role.COMMISSIONER, Role.CONTRACT_MANAGER, to=say("propose a variation"))
    if contract.owner_id != by.organisation_id:
        message = say("Only the buying organisation proposes variations.")
        raise NotAllowed(message)
    if Variation.objects.filter(contract=contract, state__in=UNDER_WAY).exists():
        message = say("A variation of this contract is under way. It is decided first.")
        raise NotAllowed(message)


def can_propose_variation(by: Actor, contract: Contract) -> bool:
    try:
        check_can_propose_variation(by, contract)
    except NotAllowed:
        return False
    return True


def test_of(contract: Contract, wanted: Wanted) -> tuple[ContractChange, ChangeTest]:
    """The section 74 to 75 test of it. Refuses what cannot be tested."""
    law, light, threshold = law_of_contract(contract)
    if law is None:
        if wanted.law not in set(Law):
            message = say("Say which law governed the procurement of this contract")
            raise Refused(message, field="law")
        law = Law(wanted.law)
    if wanted.ground not in set(ChangeGround):
        message = say("Choose what the change rests on")
        raise Refused(message, field="ground")
    amount, ends_on = at_award(contract)
    asked = ContractChange(
        law=law,
        kind=contract.procurement.kind if contract.procurement is not None else "services",
        light_touch=light,
        ground=ChangeGround(wanted.ground),
        value_at_award=amount,
        value_before=contract.amount,
        value_after=wanted.amount,
        term_at_award=_days(contract.starts_on, ends_on),
        term_after=_days(contract.starts_on, wanted.ends_on),
        small_before=moved_by_small_changes(contract),
        threshold=threshold,
        changes_scope=wanted.changes_scope,
        favours_supplier=wanted.favours_supplier,
        changes_nature=wanted.changes_nature,
    )
    return asked, change_test(asked)


def propose(*, by: Actor, contract: Contract, wanted: Wanted, on: date) -> Variation:
    """Keeps what would change, before and after, with the test. Refuses a change that the test does not let through."""
    check_can_propose_variation(by, contract)
    _check(contract, wanted, on)
    asked, tested = test_of(contract, wanted)
    if tested.verdict is Verdict.MAY_NOT:
        failing = next(step for step in tested.steps if not step.holds)
        message = say(
            "On this ground the contract may not be changed without a new procurement. {says}",
            says=failing.says,
        )
        raise Refused(message, field="ground")
    with change(by=by, owner=contract.owner_id, reason=say("Proposed a variation of a contract")):
        contract = Contract.objects.select_for_update().get(pk=contract.pk)
        check_can_propose_variation(by, contract)
        variation: Variation = Variation.objects.create(
            owner_id=contract.owner_id,
            root=contract.root,
            contract=contract,
            number=Variation.objects.filter(contract=contract).count() + 1,
            reason=wanted.reason.strip(),
            effective_on=wanted.effective_on,
            ground=wanted.ground,
            amount_before=contract.amount,
            amount_after=wanted.amount,
            ends_on_before=contract.ends_on,
            ends_on_after=wanted.ends_on,
            test=_kept(asked, tested),
            needs_notice=tested.notice,
            proposed_by_id=by.person_id,
            proposed_on=on,
        )
        for changed in wanted.changes:
            _keep(variation, contract, changed)
    return variation


def check_can_approve_variation(by: Actor, variation: Variation) -> None:
    check_role(by, Role.APPROVER, to=say("approve a variation"))
    if variation.owner_id != by.organisation_id:
        message = say("Only the buying organisation approves its variations.")
        raise NotAllowed(message)
    check_other_eyes(
        by, variation.proposed_by_id, or_else=say("You proposed this variation, so somebody else must approve it.")
    )  # fmt: skip
    _check_move(variation, VariationState.APPROVED)


def can_approve_variation(by: Actor, variation: Variation) -> bool:
    try:
        check_can_approve_variation(by, variation)
    except NotAllowed:
        return False
    return True


def approve(*, by: Actor, variation: Variation, on: date) -> Variation:
    """Approved by a second person of the buyer; now the supplier is asked."""
    check_can_approve_variation(by, variation)
    with change(by=by, owner=variation.owner_id, reason=say("Approved a variation")):
        return update(
            variation,
            version=variation.version,
            state=VariationState.APPROVED,
            approved_by_id=by.person_id,
            approved_on=on,
        )


def check_can_agree(by: Actor, variation: Variation) -> None:
    check_role(by, Role.SUPPLIER, to=say("agree to a variation"))
    if variation.contract.supplier_id != by.organisation_id:
        message = say("Only the supplier of the contract agrees to its variations.")
        raise NotAllowed(message)
    _check_move(variation, VariationState.AGREED)
    if variation.needs_notice and notice_of_variation(variation) is None:
        message = say("The buyer publishes a contract change notice first. It is not on record yet.")
        raise NotAllowed(message)


def can_agree(by: Actor, variation: Variation) -> bool:
    try:
        check_can_agree(by, variation)
    except NotAllowed:
        return False
    return True


def agree(*, by: Actor, variation: Variation, on: date) -> Variation:
    """The supplier agrees, and the promises are as the variation says. What fell due up to now is not rewritten."""
    check_can_agree(by, variation)
    # The rows are the buyer's; the contract is shared with the supplier, and what it agrees to has been approved there.
    with change(by=by, owner=variation.owner_id, reason=say("Agreed to a variation")):
        standing = (
            Variation.objects.select_for_update(of=("self",)).select_related("contract").get(pk=variation.pk)
        )
        check_can_agree(by, standing)
        agreed = update(
            standing,
            version=standing.version,
            effective_on=max(standing.effective_on, on),
            agreed_by_id=by.person_id,
            agreed_on=on,
        )
        put_in_force(agreed)
        return update(agreed, version=agreed.version, state=VariationState.AGREED)


def check_can_refuse(by: Actor, variation: Variation) -> None:
    """The approver before it is approved, the supplier after."""
    if variation.state == VariationState.PROPOSED:
        check_can_approve_variation(by, variation)
        return
    check_role(by, Role.SUPPLIER, to=say("refuse a variation"))
    if variation.contract.supplier_id != by.organisation_id:
        message = say("Only the supplier of the contract refuses its variations now.")
        raise NotAllowed(message)
    _check_move(variation, VariationState.REFUSED)


def can_refuse(by: Actor, variation: Variation) -> bool:
    try:
        check_can_refuse(by, variation)
    except NotAllowed:
        return False
    return True


def refuse(*, by: Actor, variation: Variation, because: str) -> Variation:
    check_can_refuse(by, variation)
    if not because.strip():
        message = say("Say why; the other side reads it")
        raise Refused(message, field="because")
    with change(by=by, owner=variation.owner_id, reason=say("Refused a variation")):
        return update(
            variation,
            version=variation.version,
            state=VariationState.REFUSED,
            refused_because=because.strip(),
        )


def _check_move(variation: Variation, to: VariationState) -> None:
    if to not in VALID_TRANSITIONS[VariationState(variation.state)]:
        message = say("This variation is “{state}”.", state=variation.get_state_display())
        raise NotAllowed(message)


def _check(contract: Contract, wanted: Wanted, on: date) -> None:
    if not wanted.reason.strip():
        message = say("Say why the contract changes")
        raise Refused(message, field="reason")
    if wanted.effective_on < on:
        message = say("A change takes effect today or later: what fell due before is not rewritten")
        raise Refused(message, field="effective_on")
    if wanted.ends_on < max(contract.starts_on, wanted.effective_on):
        message = say("The contract must end on or after {day}", day=day_text(wanted.effective_on))
        raise Refused(message, field="ends_on")
    if wanted.amount < 0:
        message = say("A value cannot be less than nothing")
        raise Refused(message, field="amount")
    same = wanted.amount == contract.amount and wanted.ends_on == contract.ends_on
    if same and not wanted.changes:
        message = say("Nothing would change. Enter what becomes different")
        raise Refused(message)
    for changed in wanted.changes:
        _check_change(contract, wanted, changed)


def _check_change(contract: Contract, wanted: Wanted, changed: Changed) -> None:
    field = "new_quantity" if changed.number is None else f"quantity_{changed.number}"
    if changed.number is None:
        known = measure_to_ask_for(organisation=contract.owner_id, ref=changed.measure)
        if known is None or changed.quantity is None:
            message = say("Choose a measure of your adopted policy and a quantity")
            raise Refused(message, field="new_measure")
        unit = known.unit
    else:
        promise = _promise(contract, changed.number)
        if promise.state == CommitmentState.WAIVED:
            message = say("This promise was waived already")
            raise Refused(message, field=field)
        unit = promise.measure.unit
    quantity = changed.quantity
    if quantity is None:
        return
    if quantity <= 0 or (unit_of(unit).whole and quantity % 1):
        message = say(
            "Enter a quantity above nothing, in whole numbers where the unit is whole; or waive the promise"
        )
        raise Refused(message, field=field)  # fmt: skip
    if not wanted.effective_on <= changed.ends_on <= wanted.ends_on:
        message = say(
            "The last day of a promise is between the day of the change and the end of the contract"
        )
        raise Refused(message, field=field.replace("quantity", "ends_on"))


def _promise(contract: Contract, number: int) -> Commitment:
    found = Commitment.objects.filter(contract=contract, number=number).select_related("measure").first()
    if found is None:
        message = say("There is no such promise in this contract")
        raise Refused(message)
    return found


def _keep(variation: Variation, contract: Contract, changed: Changed) -> None:
    common = {"owner_id": contract.owner_id, "root": contract.root, "variation": variation}
    after = {"quantity": str(changed.quantity), "ends_on": changed.ends_on.isoformat()}
    if changed.number is None:
        known = measure_to_ask_for(organisation=contract.owner_id, ref=changed.measure)
        if known is not None:
            VariationChange.objects.create(**common, kind=ChangeKind.ADD, measure_id=known.pk, after=after)
        return
    promise = _promise(contract, changed.number)
    VariationChange.objects.create(
        **common,
        kind=ChangeKind.WAIVE if changed.quantity is None else ChangeKind.VARY,
        commitment=promise,
        measure=promise.measure,
        before=standing_of(promise),
        after={} if changed.quantity is None else after,
    )


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _kept(asked: ContractChange, tested: ChangeTest) -> dict[str, Any]:
    return {
        "law": asked.law.value,
        "verdict": tested.verdict.value,
        "steps": [
            {"says": str(step.says), "holds": step.holds, "basis": str(step.basis.words), "href": step.basis.href}
            for step in tested.steps
        ],
        "notice": tested.notice,
        "notice_because": str(tested.notice_because),
        "copy": tested.copy,
    }  # fmt: skip
