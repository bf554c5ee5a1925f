"""What makes an evaluation fair, as it goes: an adviser with a perceived conflict, a pledge that does not add up, and
evaluators who do not agree at once.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Person
from fourfold.integrate.actions import bid_clarifications, conflicts, contract_staff, interests
from fourfold.integrate.queries.feasibility import clarifications_of, feasibility_of
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.rules.feasibility import Verdict

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.procurements import Procurement

STRICT: Final = frozenset({"Marek Nowak", "Owen Price"})
GENEROUS: Final = 4
SURE_TO_ANSWER: Final = "Olu Adeyemi"


def name_an_adviser(actors: dict[str, Actor], ref: str, *, on: date) -> None:
    """The heating engineer who advises worked for a bidder's parent once; what shows that there is no conflict is on record."""
    tom, grace = actors["Tom Ellery"], actors["Grace Okafor"]
    procurement = _fresh(tom, ref)
    adviser = conflicts.name_influence(
        by=tom,
        procurement=procurement,
        person=None,
        name="Ines Duarte",
        works_for="Cole and Hart, heating engineers",
        part="adviser",
        on=on,
    )
    for name in ("Aisha Rahman", "Marek Nowak"):
        conflicts.name_influence(
            by=tom,
            procurement=procurement,
            person=Person.objects.get(ref=actors[name].person_ref),
            name="",
            works_for="",
            part="evaluator",
            on=on,
        )
        interests.declare(by=actors[name], procurement=procurement, has_interest=False, detail="", on=on)
    declared = interests.declare_for(
        by=tom,
        adviser=adviser,
        has_interest=True,
        kind="perceived",
        detail="She trained at Hartwell Property Care, and left it in 2015.",
        on=on,
    )
    interests.declare(by=grace, procurement=procurement, has_interest=False, detail="", on=on)
    conflicts.decide(
        by=grace,
        declaration=declared,
        outcome="no_conflict",
        steps="She holds no shares or pension there and has had no dealings since. She advises on the specification alone.",
        on=on,
    )
    conflicts.assess(
        by=tom,
        procurement=procurement,
        looked_for="Everyone named was asked in writing, the adviser about work for likely bidders too.",
        on=on,
    )


def question_the_pledges(actors: dict[str, Actor], ref: str, *, at: datetime) -> None:
    """Both bidders are asked how they will do what they pledge, one with the arithmetic that speaks against it."""
    tom = actors["Tom Ellery"]
    with as_tenant(tom.organisation_id):
        procurement = _fresh(tom, ref)
        contract_staff.say_staff(
            by=tom,
            procurement=procurement,
            full_time=Decimal(4),
            because="The present contract has three fitters and a manager.",
            on=at.date(),
        )
        for one in feasibility_of(procurement, on=at.date()).bids:
            beyond = [each for each in one.findings if each.verdict == Verdict.BEYOND]
            bid_clarifications.ask_bidder(
                by=tom,
                opened_bid=one.opened_bid,
                question="Which step of this does not hold for you, and how will you deliver what you offer?"
                if beyond
                else "Who in your team will look after the apprentices that you offer?",
                arithmetic="\n".join(step for each in beyond for step in each.steps),
                answer_by=at.date() + timedelta(days=7),
                on=at.date(),
                at=at,
            )
        theirs = actors[SURE_TO_ANSWER]
        asked = next(
            each for each in clarifications_of(procurement) if each.bidder_id == theirs.organisation_id
        )
    with as_tenant(theirs.organisation_id):
        bid_clarifications.answer_buyer(
            by=theirs,
            asked=asked,
            answer="We counted all of our apprentices in the county. On this contract there will be two at a time.",
            at=at,
        )


def points_of(name: str, agreed: int) -> int:
    """What an evaluator gives alone where so many were agreed in the end: one is stricter with the weaker of two bids."""
    return agreed - 2 if name in STRICT and agreed < GENEROUS else agreed


def _fresh(by: Actor, ref: str) -> Procurement:
    found = procurement_of(owner=by.organisation_id, ref=ref)
    if found is None:
        raise LookupError(ref)
    return found
