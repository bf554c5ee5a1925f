"""How two of the demonstration's tenders are designed: one in preparation, with a bit of everything, and the one that is open."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.queries.adopted_measures import adopted_measures
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.hub.commands.demonstration.policies import APPRENTICESHIPS, PLACEMENTS, PLEDGE
from fourfold.integrate.actions import answers, asks, clarifications, criteria, lots, method, reservation
from fourfold.integrate.actions.asks import Contribution
from fourfold.integrate.actions.criteria import Weighting
from fourfold.integrate.queries.clarifications import question_of
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.rules.scale import DEFAULT_SCALE

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.procurements import Procurement


def design_in_full(by: Actor, ref: str, *, on: date) -> None:
    """Quality in two parts, a formula for the price, a condition, a least number of community criteria, a pledge of one's own
    accord; no lots and no reservation, with the reasons.
    """
    _weigh_in_parts(by, ref)
    method.choose_method(
        by=by,
        procurement=_fresh(by, ref),
        formula="mean",
        tie="more_social",
        scale=DEFAULT_SCALE,
        version=_fresh(by, ref).version,
    )
    _ask(by, ref, APPRENTICESHIPS, Contribution(asked_as="condition", target=Decimal(1)))
    _ask(
        by,
        ref,
        PLACEMENTS,
        Contribution(
            kind="criteria",
            asked_as="condition",
            community=(
                "Open days at which residents choose where trees are planted",
                "Visits to schools within the wards where you work",
                "A group of volunteers that you train and insure",
            ),
            least=2,
        ),
    )
    _ask(by, ref, PLEDGE, Contribution(kind="percentage", asked_as="voluntary"))
    lots.decide_lots(
        by=by,
        procurement=_fresh(by, ref),
        divided=False,
        reason="Twelve wards with few trees each: a lot would pay for less than one person for half a year.",
        lots=[],
        on=on,
        version=_fresh(by, ref).version,
    )


def design_what_is_open(by: Actor, ref: str, *, on: date) -> None:
    """Bidders may pledge a share of the price of their own accord; the tie rule and who may bid are said."""
    _ask(by, ref, PLEDGE, Contribution(kind="percentage", asked_as="voluntary"))
    method.choose_method(
        by=by,
        procurement=_fresh(by, ref),
        formula="lowest",
        tie="more_social",
        scale=DEFAULT_SCALE,
        version=_fresh(by, ref).version,
    )
    reservation.reserve(
        by=by,
        procurement=_fresh(by, ref),
        given=reservation.Reserving(
            "not", reason="Small firms have told us that they can bid for it as it is."
        ),
        on=on,
        version=_fresh(by, ref).version,
    )


def ask_and_answer(actors: dict[str, Actor], ref: str, *, at: datetime) -> None:
    """One question is answered to all, another waits."""
    tom, asked = actors["Tom Ellery"], []
    for name, question in (
        (
            "Callum Reid",
            "We mow for two other councils. May an apprentice who works on all three contracts be counted here?",
        ),
        ("Dee Carter", "Is there a yard that we can use, or must we bring our own?"),
    ):
        by = actors[name]
        with as_tenant(by.organisation_id):
            procurement = procurement_of(owner=tom.organisation_id, ref=ref)
            if procurement is None:
                raise LookupError(ref)
            asked.append(
                clarifications.ask_the_buyer(
                    by=by, procurement=procurement, question=question, on=at.date(), at=at - timedelta(days=2)
                )
            )
    with as_tenant(tom.organisation_id):
        first = question_of(_fresh(tom, ref), asked[0].ref)
        if first is None:
            raise LookupError(ref)
        answers.answer(
            by=tom,
            asked=first,
            question="May an apprentice who works on several contracts be counted here?",
            answer="In the part that is worked on this contract, and in no other part. Whoever counts says which hours.",
            at=at - timedelta(days=1),
        )


def _weigh_in_parts(by: Actor, ref: str) -> None:
    procurement = _fresh(by, ref)
    standing = {each.family: each for each in procurement.criteria.all()}
    social = standing["social"]
    criteria.set_weights(
        by=by,
        procurement=procurement,
        weightings=[
            Weighting("price", "Price", Decimal(40), ref=standing["price"].ref),
            Weighting("quality", "Quality", Decimal(40), ref=standing["quality"].ref),
            Weighting(
                "",
                "Care of young trees",
                Decimal(25),
                "How do you see a tree through its first three summers?",
                part=True,
            ),
            Weighting(
                "",
                "Working among people",
                Decimal(15),
                "How do you work in streets where people live?",
                part=True,
            ),
            Weighting("social", social.title, Decimal(20), social.question, ref=social.ref),
        ],
        version=procurement.version,
        trivial_below=Decimal(10),
    )


def _ask(by: Actor, ref: str, title: str, contribution: Contribution) -> None:
    procurement = _fresh(by, ref)
    asks.add(
        by=by,
        procurement=procurement,
        measure=next(each.ref for each in adopted_measures(by.organisation_id) if each.title == title),
        criterion="",
        guidance="",
        sensible_most=None,
        version=procurement.version,
        contribution=contribution,
    )


def _fresh(by: Actor, ref: str) -> Procurement:
    found = procurement_of(owner=by.organisation_id, ref=ref)
    if found is None:
        raise LookupError(ref)
    return found
