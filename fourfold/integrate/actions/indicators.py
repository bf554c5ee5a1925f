"""Key performance indicators are set before a large contract is signed, or it is said why none is appropriate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.models import AwardOutcome, Indicator, ProcurementState

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Award


def check_can_set_indicators(by: Actor, award: Award) -> None:
    check_role(by, Role.COMMISSIONER, Role.CONTRACT_MANAGER, to=say("set key performance indicators"))
    if award.owner_id != by.organisation_id:
        message = say("Only the buying organisation sets the indicators of its contracts.")
        raise NotAllowed(message)
    if award.procurement.state != ProcurementState.AWARDED:
        message = say("Indicators are set between the award and the contract.")
        raise NotAllowed(message)


def can_set_indicators(by: Actor, award: Award) -> bool:
    try:
        check_can_set_indicators(by, award)
    except NotAllowed:
        return False
    return True


def add(*, by: Actor, award: Award, title: str, target: str) -> Indicator:
    check_can_set_indicators(by, award)
    for name, text in (("title", title), ("target", target)):
        if not text.strip():
            message = say("Say what is looked at, and what is to be reached")
            raise Refused(message, field=name)
    if Indicator.objects.filter(award=award, title=title.strip()).exists():
        message = say("There is an indicator of that name already")
        raise Refused(message, field="title")
    with change(by=by, owner=award.owner_id, reason=say("Set a key performance indicator")):
        created: Indicator = Indicator.objects.create(
            owner_id=award.owner_id,
            root=award.root,
            award=award,
            title=title.strip(),
            target=target.strip(),
        )
    return created


def say_why_none(*, by: Actor, award: Award, because: str) -> AwardOutcome:
    """That performance could not appropriately be assessed by indicators: section 52(2)."""
    check_can_set_indicators(by, award)
    if not because.strip():
        message = say("Say why no indicator is appropriate")
        raise Refused(message, field="because")
    outcome = AwardOutcome.objects.filter(award=award).first()
    if outcome is None:
        message = say("Tell the bidders first: then it is known whether indicators are asked for")
        raise Refused(message)
    with change(by=by, owner=award.owner_id, reason=say("Said why no indicators are set")):
        return update(outcome, version=outcome.version, no_indicators_because=because.strip())
