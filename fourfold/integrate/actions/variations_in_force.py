"""What a variation that both sides agreed to does to the contract and its promises."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Max

from fourfold.ground.kernel.periods import Period
from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.people.changes import Refused, update
from fourfold.integrate.models import (
    ChangeKind,
    Commitment,
    CommitmentQuarter,
    CommitmentState,
    VariationChange,
)
from fourfold.integrate.models.commitment import VALID_TRANSITIONS
from fourfold.integrate.queries.variations import standing_of
from fourfold.integrate.rules.profile import profile
from fourfold.integrate.rules.reprofiling import Part, ended, reprofiled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.integrate.models import Variation


def put_in_force(variation: Variation) -> None:
    """Within the change in which the supplier agrees. Each change keeps what the promise was, and what it became."""
    contract = variation.contract
    update(contract, version=contract.version, amount=variation.amount_after, ends_on=variation.ends_on_after)
    changes = variation.changes.select_related("commitment__measure", "measure")
    for each in changes:
        if each.kind == ChangeKind.ADD:
            _add(variation, each)
        elif each.kind == ChangeKind.WAIVE:
            _waive(variation, each)
        else:
            _vary(variation, each)


def _vary(variation: Variation, each: VariationChange) -> None:
    commitment = _standing(each)
    quantity = Decimal(each.after["quantity"])
    ends_on = date.fromisoformat(each.after["ends_on"])
    parts = reprofiled(
        _parts(commitment),
        quantity=quantity,
        starts_on=commitment.starts_on,
        ends_on=ends_on,
        on=variation.effective_on,
        whole_units=unit_of(commitment.measure.unit).whole,
    )
    before = standing_of(commitment)
    varied = _move(commitment, CommitmentState.VARIED, quantity=quantity, ends_on=ends_on)
    _set_parts(varied, parts)
    _keep(each, before, varied)


def _waive(variation: Variation, each: VariationChange) -> None:
    """The quantity stays as the record of what was promised; nothing more of it falls due."""
    commitment = _standing(each)
    before = standing_of(commitment)
    parts = ended(_parts(commitment), on=variation.effective_on)
    waived = _move(commitment, CommitmentState.WAIVED)
    _set_parts(waived, parts)
    _keep(each, before, waived)


def _add(variation: Variation, each: VariationChange) -> None:
    contract = variation.contract
    highest = Commitment.objects.filter(contract=contract).aggregate(most=Max("number"))["most"] or 0
    quantity = Decimal(each.after["quantity"])
    ends_on = date.fromisoformat(each.after["ends_on"])
    starts_on = max(variation.effective_on, contract.starts_on)
    commitment = Commitment.objects.create(
        owner_id=contract.owner_id,
        root=contract.root,
        contract=contract,
        number=highest + 1,
        measure=each.measure,
        quantity=quantity,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    whole = unit_of(each.measure.unit).whole
    _set_parts(commitment, profile(quantity, Period(starts_on, ends_on), whole_units=whole))
    update(each, version=each.version, commitment=commitment, after=standing_of(commitment))


def _standing(each: VariationChange) -> Commitment:
    return (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("measure")
        .get(pk=each.commitment_id or 0)
    )


def _move(commitment: Commitment, to: CommitmentState, **values: object) -> Commitment:
    if to not in VALID_TRANSITIONS[CommitmentState(commitment.state)]:
        raise Refused(f"{commitment.get_state_display()} → {to.label}")
    return update(commitment, version=commitment.version, state=to, **values)


def _parts(commitment: Commitment) -> list[Part]:
    return list(commitment.quarters.order_by("due_on").values_list("due_on", "quantity"))


def _set_parts(commitment: Commitment, parts: Iterable[Part]) -> None:
    CommitmentQuarter.objects.filter(commitment=commitment).delete()
    CommitmentQuarter.objects.bulk_create(
        CommitmentQuarter(
            owner_id=commitment.owner_id,
            root=commitment.root,
            commitment=commitment,
            due_on=due_on,
            quantity=quantity,
        )
        for due_on, quantity in parts
    )


def _keep(each: VariationChange, before: dict[str, object], commitment: Commitment) -> None:
    update(each, version=each.version, before=before, after=standing_of(commitment))
