"""Procurements of several authorities: who takes part with which share, what that is of a contract, and what is lacking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.said import say
from fourfold.integrate.models import (
    TAKING_PART,
    Award,
    Commitment,
    Consideration,
    Contract,
    JointPart,
    JointPartState,
    JointProcurement,
    Lot,
    Procurement,
    ProcurementState,
)
from fourfold.integrate.rules.joint_parts import SharedBy, parts, what_is_wrong
from fourfold.integrate.rules.weights import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from django.db.models import QuerySet

    from fourfold.ground.people.actor import Actor

# While all of it stands so, its authorities may still come and go.
_BEFORE = (ProcurementState.PLANNED, ProcurementState.CONSIDERING)


def joint_of(procurement: Procurement) -> JointProcurement | None:
    """Of the procurement, or of the whole that it is a lot of; None where it is bought by its owner alone."""
    whole = Lot.objects.filter(procurement=procurement).values_list("whole", flat=True).first()
    return (
        JointProcurement.objects.filter(
            procurement=whole or procurement.pk,
            pk__in=JointPart.objects.filter(state__in=TAKING_PART).values("joint"),
        )
        .select_related("procurement", "owner", "arranged_by")
        .first()
    )


def arrangement_of(procurement: Procurement) -> JointProcurement | None:
    """As `joint_of`, for the procurement itself, and also where nobody is left in it."""
    found: JointProcurement | None = JointProcurement.objects.filter(procurement=procurement).first()
    return found


def joint_read_by(*, organisation: int, ref: str) -> JointProcurement | None:
    """For an authority that takes part and does not lead; what it may not see any more is not there."""
    found: JointProcurement | None = (
        JointProcurement.objects.filter(
            ref=ref,
            pk__in=JointPart.objects.filter(organisation=organisation, state__in=TAKING_PART).values("joint"),
        )
        .exclude(owner=organisation)
        .select_related("procurement", "owner", "arranged_by")
        .first()
    )
    return found


def joint_led_by(*, organisation: int, ref: str) -> JointProcurement | None:
    found: JointProcurement | None = (
        JointProcurement.objects.filter(ref=ref, owner=organisation)
        .select_related("procurement", "owner")
        .first()
    )
    return found


def all_parts(joint: JointProcurement) -> list[JointPart]:
    """Those of authorities that declined, left or were taken out as well, the lead's first."""
    found = joint.parts.select_related("organisation", "asked_by", "answered_by")
    return sorted(found, key=lambda part: (part.organisation_id != joint.owner_id, part.pk))


def parts_in(joint: JointProcurement) -> list[JointPart]:
    """Those that add up to the whole, the lead's first."""
    return [part for part in all_parts(joint) if part.state in TAKING_PART]


def part_of(joint: JointProcurement, *, organisation: int) -> JointPart | None:
    found: JointPart | None = (
        JointPart.objects.filter(joint=joint, organisation=organisation)
        .select_related("joint__procurement", "joint__owner", "organisation", "asked_by")
        .first()
    )
    return found


def shares_in(joint: JointProcurement) -> dict[str, Decimal]:
    """By the reference of the authority."""
    return {part.organisation.ref: part.share for part in parts_in(joint)}


def share_words(joint: JointProcurement, share: Decimal) -> str:
    by = SharedBy(joint.basis)
    if by is SharedBy.PERCENT:
        return say("{share}%", share=in_words(share))
    if by is SharedBy.POUNDS:
        return Money(share).exact()
    return say("{share} {counted}", share=f"{share.normalize():,f}", counted=joint.counted)


def is_before_its_tender(joint: JointProcurement) -> bool:
    """Neither it nor a lot of it was opened for bids, proposed for award or given up. Proposals are seen by the lead alone."""
    lots = Lot.objects.filter(whole=joint.procurement_id).values("procurement")
    bought = Procurement.objects.filter(pk=joint.procurement_id) | Procurement.objects.filter(pk__in=lots)
    begun = bought.exclude(state__in=_BEFORE).exists()
    return not begun and not Award.objects.filter(procurement__in=bought, set_aside_because="").exists()


def what_joint_lacks(procurement: Procurement) -> list[str]:
    """What is missing of the agreement between authorities, in words without a full stop; nothing where one buys alone."""
    joint = joint_of(procurement)
    if joint is None:
        return []
    taking_part = parts_in(joint)
    wrong = what_is_wrong(SharedBy(joint.basis), shares_in(joint), estimate=joint.procurement.amount)
    return [
        *([wrong] if wrong else []),
        *(
            say("{name} has not agreed to its part yet", name=part.organisation.name)
            for part in taking_part
            if part.state == JointPartState.ASKED
        ),
    ]


def roots_of(joint: JointProcurement) -> list[str]:
    """All that an authority reads which takes part: the arrangement, the procurement with its lots, and their records of what
    was considered. The contracts, with what was promised in them, are shared when they are signed.
    """
    lots = Lot.objects.filter(whole=joint.procurement_id).values_list("procurement", "procurement__root")
    bought = [(joint.procurement_id, joint.procurement.root), *lots]
    considered = Consideration.objects.filter(procurement__in=[key for key, _ in bought])
    return [joint.root, *(root for _, root in bought), *considered.values_list("root", flat=True)]


@dataclass(frozen=True, slots=True)
class CommitmentParts:
    """A promise, and of it each authority's part by the authority's reference."""

    commitment: Commitment
    of: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class ContractParts:
    contract: Contract
    of: Mapping[str, Decimal]
    commitments: tuple[CommitmentParts, ...]


def parts_of_contracts(joint: JointProcurement) -> list[ContractParts]:
    """Every contract that came of it, of the whole or of a lot, as it stands now, with variations: the parts always add up."""
    shares = shares_in(joint)
    lots = Lot.objects.filter(whole=joint.procurement_id).values("procurement")
    contracts = list(
        Contract.objects.filter(owner=joint.owner_id, procurement=joint.procurement_id)
        | Contract.objects.filter(owner=joint.owner_id, procurement__in=lots)
    )
    promised: dict[int, list[CommitmentParts]] = {}
    found = Commitment.objects.filter(contract__in=[each.pk for each in contracts]).select_related("measure")
    for each in found.order_by("number"):
        of = parts(each.quantity, shares, whole_units=unit_of(each.measure.unit).whole)
        promised.setdefault(each.contract_id or 0, []).append(CommitmentParts(each, of))
    return [
        ContractParts(each, parts(each.amount, shares), tuple(promised.get(each.pk, ())))
        for each in sorted(contracts, key=lambda each: each.pk)
    ]


def taken_part_in(organisation: int) -> list[JointPart]:
    """The parts of an authority in procurements that others lead, the latest first."""
    return list(
        JointPart.objects.filter(organisation=organisation, state__in=TAKING_PART)
        .exclude(owner=organisation)
        .select_related("joint__procurement", "owner")
        .order_by("-pk")
    )


def parts_to_answer(by: Actor) -> QuerySet[JointPart]:
    """Those of the actor's organisation to which they could agree, and nobody has answered yet."""
    return (
        JointPart.objects.filter(
            organisation=by.organisation_id,
            state=JointPartState.ASKED,
            joint__procurement__state__in=_BEFORE,
        )
        .exclude(asked_by__in=by.eyes)
        .select_related("joint__procurement")
        .order_by("asked_on", "pk")
    )
