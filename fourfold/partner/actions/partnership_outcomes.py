"""What came of a partnership: benefits and savings that the lead records, and how content each member says it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.partner.actions.partnerships import check_can_change
from fourfold.partner.models import PartnershipBenefit, PartnershipRating
from fourfold.partner.queries.partnerships import member_of
from fourfold.partner.rules.partnership.satisfaction import Satisfaction
from fourfold.partner.rules.partnership.savings import Confidence, SavingMethod

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor
    from fourfold.partner.models import Partnership, PartnershipMember

MAY_RATE = (Role.LEAD, Role.COMMISSIONER, Role.CONTRACT_MANAGER, Role.SUPPLIER, Role.COMMUNITY)


@dataclass(frozen=True, slots=True)
class Came:
    """A benefit in words; with an amount it is a saving, and says in whose budget, how it was found, and how sure that is."""

    what: str
    starts_on: date
    ends_on: date
    amount: Decimal | None = None
    budget: str = ""
    method: str = ""
    confidence: str = ""


def record(*, by: Actor, member: PartnershipMember, came: Came, on: date) -> PartnershipBenefit:
    """Of one agency among the members. What will be is no benefit yet."""
    check_can_change(by, member.partnership)
    if not came.what.strip():
        raise Refused(say("Say what came of it"), field="what")
    if came.ends_on < came.starts_on:
        raise Refused(say("It ends before it begins. Check both days"), field="ends_on")
    if came.ends_on > on:
        raise Refused(say("That is still to come. Record it when it has happened"), field="ends_on")
    if came.amount is not None:
        if not came.budget.strip():
            raise Refused(say("Say in which budget it was saved"), field="budget")
        if came.method not in set(SavingMethod):
            raise Refused(say("Choose how the saving was found"), field="method")
        if came.confidence not in set(Confidence):
            raise Refused(say("Choose how sure it is"), field="confidence")
    saving = came.amount is not None
    with change(by=by, owner=member.owner_id, reason=say("Recorded a benefit")):
        benefit: PartnershipBenefit = PartnershipBenefit.objects.create(
            owner_id=member.owner_id,
            root=member.root,
            partnership=member.partnership,
            member=member,
            what=came.what.strip(),
            starts_on=came.starts_on,
            ends_on=came.ends_on,
            amount=came.amount,
            budget=came.budget.strip() if saving else "",
            method=came.method if saving else "",
            confidence=came.confidence if saving else "",
            recorded_by_id=by.person_id,
            recorded_on=on,
        )
    return benefit


def check_can_rate(by: Actor, partnership: Partnership) -> None:
    if member_of(partnership, by.organisation_id) is None:
        raise NotAllowed(say("Only its members say how content they are."))
    check_role(by, *MAY_RATE, to=say("say how content it is with a partnership"))


def rate(*, by: Actor, partnership: Partnership, seen: int, score: str, on: date) -> PartnershipRating:
    """One answer for each member; said again, it replaces the earlier one. Other members do not read it."""
    check_can_rate(by, partnership)
    if score not in set(Satisfaction):
        raise Refused(say("Choose one answer"), field="score")
    values = {"score": score, "rated_by_id": by.person_id, "rated_on": on}
    with change(by=by, owner=partnership.owner_id, reason=say("Said how content it is")):
        known = PartnershipRating.objects.filter(
            partnership=partnership, organisation_id=by.organisation_id
        ).first()
        if known is not None:
            return update(known, version=seen or known.version, **values)
        ref = new_reference()
        rating: PartnershipRating = PartnershipRating.objects.create(
            owner_id=partnership.owner_id,
            ref=ref,
            root=ref,
            partnership=partnership,
            organisation_id=by.organisation_id,
            **values,
        )
        if by.organisation_id != partnership.owner_id:
            share(
                owner=partnership.owner,
                thing=ref,
                kind="partnership rating",
                organisation=rating.organisation,
                right=Right.SEE,
                on=on,
                reason=say("Its own answer"),
            )
    return rating
