"""The conflicts assessment: who has influence, what is decided on their interests, and that it was confirmed.

Sections 81 to 83 of the Procurement Act 2023: conflicts are identified and kept under review, mitigated, and assessed before
the notice. Nobody decides on an interest of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_other_eyes, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import (
    ConflictsAssessment,
    Influence,
    InterestDecision,
    Moment,
    Outcome,
    Part,
    ProcurementState,
)
from fourfold.integrate.queries.conflicts import (
    bidders_are_known,
    covered,
    people_with_influence,
    standing_decision,
    standing_declaration,
    what_stops_assessment,
    what_the_assessment_lacks,
)

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.ground.people.tables import Person
    from fourfold.integrate.models import Declaration, Procurement

BEFORE_NOTICE = frozenset({ProcurementState.PLANNED, ProcurementState.CONSIDERING})


def check_can_assess(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("assess conflicts of interest"))
    if procurement.state == ProcurementState.ABANDONED:
        message = say("This procurement was abandoned.")
        raise NotAllowed(message)


def can_assess(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_assess(by, procurement)
    except NotAllowed:
        return False
    return True


def name_influence(
    *,
    by: Actor,
    procurement: Procurement,
    person: Person | None,
    name: str,
    works_for: str,
    part: str,
    on: date,
) -> Influence:
    """Names a colleague (`person`), or one without an account (`name`), as having influence. In any state: it is kept up."""
    check_can_assess(by, procurement)
    if part not in Part.values:
        message = say("Choose what part they have")
        raise Refused(message, field="part")
    if (person is None) == (not name.strip()):
        message = say("Choose a colleague, or enter the name of someone without an account here")
        raise Refused(message, field="name")
    here = memberships_in_force(on=on).filter(organisation_id=procurement.owner_id)
    if person is not None and not here.filter(person=person).exists():
        message = say("{name} holds no role in your organisation today", name=person.name)
        raise Refused(message, field="person")
    with change(by=by, owner=procurement.owner_id, reason=say("Named somebody with influence")):
        procurement = standing(procurement.pk)
        check_can_assess(by, procurement)
        standing_ones = Influence.objects.filter(procurement=procurement, part=part, ended_on=None)
        if person is not None and standing_ones.filter(person=person).exists():
            message = say("{name} is named in that part already", name=person.name)
            raise Refused(message, field="person")
        ref = new_reference()
        named: Influence = Influence.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            person=person,
            name=name.strip(),
            works_for=works_for.strip(),
            part=part,
            named_by_id=by.person_id,
            named_on=on,
        )
    return named


def end_influence(*, by: Actor, influence: Influence, because: str, on: date) -> Influence:
    """They have that part no longer. What they declared stays on record."""
    check_can_assess(by, influence.procurement)
    if not because.strip():
        message = say("Say why they have this part no longer")
        raise Refused(message, field="because")
    with change(by=by, owner=influence.owner_id, reason=say("Somebody has influence no longer")):
        return update(influence, version=influence.version, ended_on=on, ended_because=because.strip())


def check_can_decide(by: Actor, declaration: Declaration) -> None:
    check_owns(by, declaration.procurement)
    check_role(by, Role.COMMISSIONER, Role.APPROVER, to=say("decide on an interest"))
    check_other_eyes(
        by,
        declaration.person_id,
        or_else=say("This interest is your own, so somebody else decides on it."),
    )
    own = standing_declaration(declaration.procurement, person=by.person_id)
    if own is None:
        message = say("Declare first whether you have an interest in this procurement.")
        raise NotAllowed(message)
    if own.has_interest:
        decision = standing_decision(own)
        if decision is None or decision.outcome == Outcome.NO_PART:
            message = say(
                "You declared an interest in this procurement, so somebody else decides on others’."
            )
            raise NotAllowed(message)
    if not declaration.has_interest:
        message = say("They declared no interest, so there is nothing to decide.")
        raise NotAllowed(message)
    latest = standing_declaration(
        declaration.procurement, person=declaration.person_id, adviser=declaration.adviser_id
    )
    if latest is None or latest.pk != declaration.pk:
        message = say("They have declared anew since. Decide on what they declared last.")
        raise NotAllowed(message)


def can_decide(by: Actor, declaration: Declaration) -> bool:
    try:
        check_can_decide(by, declaration)
    except NotAllowed:
        return False
    return True


def decide(*, by: Actor, declaration: Declaration, outcome: str, steps: str, on: date) -> InterestDecision:
    """What is done about an interest. A later decision supersedes it; a later declaration of theirs wants one of its own."""
    check_can_decide(by, declaration)
    if outcome not in Outcome.values:
        message = say("Choose what is decided")
        raise Refused(message, field="outcome")
    if not steps.strip():
        message = say("Say what is done about it, or what shows that there is no conflict")
        raise Refused(message, field="steps")
    with change(by=by, owner=declaration.owner_id, reason=say("Decided on an interest")):
        standing(declaration.procurement_id)
        check_can_decide(by, declaration)
        decided: InterestDecision = InterestDecision.objects.create(
            owner_id=declaration.owner_id,
            root=declaration.root,
            declaration=declaration,
            about_id=declaration.person_id,
            outcome=outcome,
            steps=steps.strip(),
            decided_by_id=by.person_id,
            decided_on=on,
        )
    return decided


def assess(*, by: Actor, procurement: Procurement, looked_for: str, on: date) -> ConflictsAssessment:
    """Confirms that conflicts were looked for and dealt with, as things stand. Refuses while anyone with influence has not
    declared, or an interest was not decided on.
    """
    check_can_assess(by, procurement)
    if not looked_for.strip():
        message = say("Say what was done to find conflicts")
        raise Refused(message, field="looked_for")
    with change(by=by, owner=procurement.owner_id, reason=say("Confirmed the conflicts assessment")):
        procurement = standing(procurement.pk)
        check_can_assess(by, procurement)
        people = people_with_influence(procurement)
        missing = what_stops_assessment(people)
        if missing:
            raise Refused(missing[0])
        ref = new_reference()
        assessed: ConflictsAssessment = ConflictsAssessment.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            number=ConflictsAssessment.objects.filter(procurement=procurement).count() + 1,
            moment=_moment(procurement),
            looked_for=looked_for.strip(),
            covers=covered(people),
            confirmed_by_id=by.person_id,
            confirmed_on=on,
        )
    return assessed


def _moment(procurement: Procurement) -> Moment:
    if procurement.state in BEFORE_NOTICE:
        return Moment.BEFORE_NOTICE
    return Moment.BIDS_OPENED if bidders_are_known(procurement) else Moment.BIDS_AWAITED


def check_assessed_since_opening(procurement: Procurement) -> None:
    """Refuses before the assessment was confirmed by those who know who bids."""
    assessed = ConflictsAssessment.objects.filter(procurement=procurement, moment=Moment.BIDS_OPENED)
    if not assessed.exists():
        message = say(
            "The bids are open, so it is known who bids. A commissioner must confirm the conflicts assessment first."
        )
        raise NotAllowed(message)


def check_assessment_stands(procurement: Procurement) -> None:
    lacks = what_the_assessment_lacks(procurement)
    if lacks:
        raise NotAllowed(say("{lacks}.", lacks=lacks))
