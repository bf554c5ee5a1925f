"""Several authorities buy together: who they are, which share each has, and that it is given up again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.integrate.actions.joint_answers import move_part
from fourfold.integrate.actions.joint_shown import hide_from, show_to_authorities
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import check_can_change
from fourfold.integrate.models import (
    TAKING_PART,
    JointBasis,
    JointPart,
    JointPartState,
    JointProcurement,
    Lot,
)
from fourfold.integrate.queries.joint import (
    arrangement_of,
    is_before_its_tender,
    joint_of,
    parts_in,
)
from fourfold.integrate.rules.joint_parts import SharedBy, what_is_wrong

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement

MOST_AUTHORITIES = 12


@dataclass(frozen=True, slots=True)
class PartGiven:
    """`place` is the row in which it was typed."""

    organisation: Organisation
    share: Decimal
    place: int = 0


def check_can_arrange(by: Actor, procurement: Procurement) -> None:
    check_can_change(by, procurement)
    if Lot.objects.filter(procurement=procurement).exists():
        raise NotAllowed(
            say("This is a lot. Who buys jointly is arranged for the whole, and holds for its lots.")
        )
    joint = arrangement_of(procurement)
    if joint is not None and not is_before_its_tender(joint):
        raise NotAllowed(say("A lot of it is open already. Who takes part no longer changes."))


def arrange(
    *,
    by: Actor,
    procurement: Procurement,
    basis: str,
    counted: str,
    because: str,
    given: Sequence[PartGiven],
    on: date,
    at: datetime,
    version: int,
) -> JointProcurement:
    """Records who takes part with which share, the lead among them, and asks each to agree.

    Who agreed to a share that stays as it is need not again. Each authority reads the procurement from now on; one that
    is not named any more does not. `version` is the procurement's.
    """
    check_can_arrange(by, procurement)
    counted = " ".join(counted.split())
    _check(procurement, basis, counted, because, given)
    with change(by=by, owner=procurement.owner_id, reason=say("Arranged a joint procurement")):
        procurement = update(procurement, version=version)
        check_can_arrange(by, procurement)
        values = {
            "basis": basis,
            "counted": counted if basis == JointBasis.QUANTITY else "",
            "because": because.strip(),
            "arranged_by_id": by.person_id,
            "arranged_on": on,
        }
        joint = arrangement_of(procurement)
        another_basis = joint is not None and (joint.basis, joint.counted) != (basis, values["counted"])
        if joint is None:
            ref = new_reference()
            joint = JointProcurement.objects.create(
                owner_id=procurement.owner_id, ref=ref, root=ref, procurement=procurement, **values
            )
        else:
            joint = update(joint, version=joint.version, **values)
        named = {each.organisation.pk: each for each in given}
        ended = [part for part in parts_in(joint) if part.organisation_id not in named]
        _end(joint, ended, because=say("No longer named by the lead"), at=at)
        known = {part.organisation_id: part for part in JointPart.objects.filter(joint=joint)}
        for each in given:
            _ask(by, joint, each, known.get(each.organisation.pk), another_basis=another_basis, on=on)
        show_to_authorities(procurement, on=on)
    return joint


def _check(
    procurement: Procurement, basis: str, counted: str, because: str, given: Sequence[PartGiven]
) -> None:
    if basis not in JointBasis.values:
        raise Refused(say("Choose what the shares are counted in"), field="basis")
    if basis == JointBasis.QUANTITY and not counted:
        raise Refused(say("Say what is counted, such as homes"), field="counted")
    if not because.strip():
        raise Refused(say("Say why you buy it together"), field="because")
    if len(given) > MOST_AUTHORITIES:
        raise Refused(say("Name at most {most} authorities", most=MOST_AUTHORITIES), field="share_0")
    seen: set[int] = set()
    for each in given:
        if each.organisation.pk in seen:
            message = say("{name} is named twice", name=each.organisation.name)
            raise Refused(message, field=f"organisation_{each.place}")
        if not each.organisation.takes_part:
            message = say(
                "Nobody of {name} works here yet, so nobody could agree", name=each.organisation.name
            )
            raise Refused(message, field=f"organisation_{each.place}")
        seen.add(each.organisation.pk)
    if procurement.owner_id not in seen:
        raise Refused(say("You lead it, so give your own share as well"), field="share_0")
    shares = {each.organisation.ref: each.share for each in given}
    wrong = what_is_wrong(SharedBy(basis), shares, estimate=procurement.amount)
    if wrong:
        raise Refused(wrong, field="share_0")


def _ask(
    by: Actor,
    joint: JointProcurement,
    given: PartGiven,
    part: JointPart | None,
    *,
    another_basis: bool,
    on: date,
) -> None:
    asked: dict[str, Any] = {"share": given.share, "asked_by_id": by.person_id, "asked_on": on}
    if part is None:
        JointPart.objects.create(
            owner_id=joint.owner_id, root=joint.root, joint=joint, organisation=given.organisation, **asked
        )
    elif part.state not in TAKING_PART or part.share != given.share or another_basis:
        again = {**asked, "answered_by": None, "answered_on": None, "because": ""}
        if part.state == JointPartState.ASKED:
            update(part, version=part.version, **again)
        else:
            move_part(part, to=JointPartState.ASKED, **again)


def check_can_give_up(by: Actor, procurement: Procurement) -> None:
    check_can_arrange(by, procurement)
    if joint_of(procurement) is None:
        raise NotAllowed(say("You buy this alone already."))


def give_up(*, by: Actor, procurement: Procurement, because: str, at: datetime) -> None:
    """The lead buys alone again; nobody else reads it any more."""
    check_can_give_up(by, procurement)
    if not because.strip():
        raise Refused(say("Say why; it stays on record"), field="because")
    with change(by=by, owner=procurement.owner_id, reason=say("Gave up a joint procurement")):
        procurement = standing(procurement.pk)
        check_can_give_up(by, procurement)
        joint = joint_of(procurement)
        if joint is not None:
            _end(joint, parts_in(joint), because=because.strip(), at=at)


def _end(joint: JointProcurement, ended: Iterable[JointPart], *, because: str, at: datetime) -> None:
    for part in ended:
        move_part(part, to=JointPartState.TAKEN_OUT, because=because)
        hide_from(joint, part.organisation_id, at=at)
