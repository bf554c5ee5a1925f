"""What each authority of a joint procurement reads, shared with it by name while it takes part, and no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Right, Share, share
from fourfold.integrate.queries.joint import joint_of, parts_in, roots_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.integrate.models import Contract, JointProcurement, Procurement

KIND = "joint procurement"


def show_to_authorities(procurement: Procurement, *, on: date) -> None:
    """Opens to each that takes part what there is of it now, within the caller's change; nothing where one buys alone."""
    joint = joint_of(procurement)
    if joint is None:
        return
    for part in parts_in(joint):
        if part.organisation_id != joint.owner_id:
            for thing in roots_of(joint):
                share(
                    owner=joint.owner,
                    thing=thing,
                    kind=KIND,
                    organisation=part.organisation,
                    right=Right.SEE,
                    on=on,
                    reason=say("Takes part in a joint procurement"),
                )


def show_contract(contract: Contract, *, on: date) -> None:
    """Opens a signed contract, with what is promised in it, to each authority for which it was bought as well."""
    joint = None if contract.procurement is None else joint_of(contract.procurement)
    if joint is None:
        return
    for part in parts_in(joint):
        if part.organisation_id != contract.owner_id:
            share(
                owner=contract.owner,
                thing=contract.root,
                kind="contract",
                organisation=part.organisation,
                right=Right.SEE,
                on=on,
                reason=say("Bought jointly"),
            )


def hide_from(joint: JointProcurement, organisation: int, *, at: datetime) -> None:
    Share.objects.filter(
        owner_id=joint.owner_id,
        organisation_id=organisation,
        kind=KIND,
        thing__in=roots_of(joint),
        revoked_at=None,
    ).update(revoked_at=at)
