"""What an authority bought jointly, as it is counted: its part and no more, whoever leads, so that all parts are the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.integrate.models import (
    TAKING_PART,
    Consideration,
    JointPart,
    JointPartState,
    JointProcurement,
    Lot,
    Procurement,
    ProcurementService,
    ProcurementState,
)
from fourfold.integrate.rules.joint_parts import SharedBy, parts, what_is_wrong

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class JointlyBought:
    """`amount` is the authority's part of the estimate in pounds, None where there is none. `service` is one of its own."""

    procurement: Procurement
    amount: Decimal | None
    considered: bool
    service: str

    @property
    def counts(self) -> bool:
        """An abandoned one only where something was weighed before."""
        return self.considered or self.procurement.state != ProcurementState.ABANDONED


def bought_jointly(organisation: int) -> list[JointlyBought]:
    """Of every joint procurement to which all its authorities agreed, or of its lots where it is divided. Until they agree it is
    the lead's alone.

    A fixed number of queries.
    """
    own = JointPart.objects.filter(organisation=organisation, state=JointPartState.AGREED)
    joints = {
        each.pk: each
        for each in JointProcurement.objects.filter(pk__in=own.values("joint")).select_related("procurement")
    }
    settled = _settled(joints.values())
    reference = next((keys[organisation] for keys, _ in settled.values() if organisation in keys), "")
    bought = [(joints[pk].procurement, shares) for pk, (_, shares) in settled.items()]
    whole = {joints[pk].procurement_id: shares for pk, (_, shares) in settled.items()}
    lots = list(Lot.objects.filter(whole__in=list(whole)).select_related("procurement"))
    divided = {each.whole_id for each in lots}
    bought = [(each, shares) for each, shares in bought if each.pk not in divided]
    bought += [(each.procurement, whole[each.whole_id]) for each in lots]
    keys = [procurement.pk for procurement, _ in bought]
    considered = set(
        Consideration.objects.filter(procurement__in=keys).values_list("procurement_id", flat=True)
    )
    services = dict(
        ProcurementService.objects.filter(procurement__in=keys, owner=organisation).values_list(
            "procurement_id", "service__name"
        )
    )
    return [
        JointlyBought(
            procurement,
            None if procurement.amount is None else parts(procurement.amount, shares)[reference],
            procurement.pk in considered,
            services.get(procurement.pk, ""),
        )
        for procurement, shares in bought
    ]


def _settled(
    joints: Iterable[JointProcurement],
) -> dict[int, tuple[dict[int, str], dict[str, Decimal]]]:
    """By the key of the arrangement: the references of its authorities by their keys, and the shares by reference."""
    by_joint: dict[int, list[JointPart]] = {}
    found = JointPart.objects.filter(joint__in=[each.pk for each in joints], state__in=TAKING_PART)
    for part in found.select_related("organisation"):
        by_joint.setdefault(part.joint_id, []).append(part)
    settled = {}
    for joint in joints:
        standing = by_joint.get(joint.pk, [])
        shares = {part.organisation.ref: part.share for part in standing}
        if any(part.state != JointPartState.AGREED for part in standing) or what_is_wrong(
            SharedBy(joint.basis), shares, estimate=joint.procurement.amount
        ):
            continue
        settled[joint.pk] = ({part.organisation_id: part.organisation.ref for part in standing}, shares)
    return settled
