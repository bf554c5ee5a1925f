"""Procurements at every stage, the finished ones with the contracts that came of them."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.queries.adopted_measures import adopted_measures
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.typed_facts import read_facts
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Person
from fourfold.hub.commands.demonstration.cast import PASSPHRASE
from fourfold.hub.commands.demonstration.consultations import VOLUNTEERING
from fourfold.hub.commands.demonstration.decisions import decide, note_what_came_of_it, told_and_over
from fourfold.hub.commands.demonstration.designs import (
    ask_and_answer,
    design_in_full,
    design_what_is_open,
)
from fourfold.hub.commands.demonstration.elsewhere import TITLE as LIGHTING
from fourfold.hub.commands.demonstration.elsewhere import run_elsewhere
from fourfold.hub.commands.demonstration.evidence import a_paper
from fourfold.hub.commands.demonstration.fairness import name_an_adviser, points_of, question_the_pledges
from fourfold.hub.commands.demonstration.policies import (
    APPRENTICESHIPS,
    CARBON,
    LASTING_WORK,
    PLACEMENTS,
    PLEDGE,
    TOOK_PART,
)
from fourfold.hub.commands.demonstration.together import ask_to_share, buy_office_supplies_together
from fourfold.integrate.actions import (
    asks,
    award,
    bid_files,
    bids,
    conflicts,
    consideration,
    contracts,
    criteria,
    evaluation,
    interests,
    opening,
    procurements,
    tender,
)
from fourfold.integrate.actions.rulings import ask_the_law
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.rulings import begins_with, latest_ruling
from fourfold.integrate.rules.bid_document import OF_THE_PRICE, BidDocument, OfferedQuantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.define.rules.law.facts import Facts
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.procurements import Procurement
    from fourfold.integrate.rules.bid_document import BidFile

OFFICE_SUPPLIES = "Office supplies for three councils"
# The points of the first bid, which wins, and of the other.
BETTER, GOOD = 4, 3
LOOKED_FOR = "Everyone named was asked in writing; the registers of interests of members and senior officers were compared."
LOOKED_FOR_AGAIN = "The names of the bidders were sent to everyone, and each answered."


@dataclass(frozen=True, slots=True)
class Team:
    """Who buys, by name. The first two openers open the bids."""

    commissioner: str
    openers: tuple[str, str, str]
    evaluators: tuple[str, str]
    approver: str
    manager: str


COUNCILS_TEAM = Team(
    commissioner="Tom Ellery",
    openers=("Priya Nair", "Grace Okafor", "Aisha Rahman"),
    evaluators=("Aisha Rahman", "Marek Nowak"),
    approver="Grace Okafor",
    manager="Daniel Hughes",
)
LANDLORDS_TEAM = Team(
    commissioner="Hana Sato",
    openers=("Joan Pryce", "Leo Marsh", "Owen Price"),
    evaluators=("Joan Pryce", "Owen Price"),
    approver="Leo Marsh",
    manager="Nina Costa",
)


@dataclass(frozen=True, slots=True)
class Bought:
    """A contract, and who looks after it."""

    ref: str
    manager: str


@dataclass(frozen=True, slots=True)
class Purchase:
    """`years` from `starts_on`; offers by bidder's person and measure. The first bidder is the one who wins."""

    title: str
    description: str
    kind: str
    amount: int
    starts_on: date
    years: int
    measures: tuple[str, ...]
    bids: Mapping[str, tuple[int, Mapping[str, int | Decimal]]]
    team: Team = COUNCILS_TEAM
    clause: str = "Schedule 4"
    # Those that are asked for as a share of the price.
    percentages: frozenset[str] = frozenset()


def _april(year: int) -> date:
    return date(year, 4, 1)


def contracted(on: date) -> tuple[Purchase, ...]:
    """The four that are contracted. The first carries the repairs case of the 2014 report: 500 apprenticeships, 309
    placements and 166 volunteering places over ten years. The pledge of the second is 0.5% of its cost (the report's are
    0.25% to 1%); the third is bought by three councils together; the fourth is a landlord's void clearance, 40 people in,
    22 of them in lasting work.
    """
    begin = _april((on - timedelta(days=730)).year)
    return (
        Purchase(
            "Repairs and maintenance of council homes",
            "Day-to-day repairs and planned works for ten years.",
            "works",
            68_000_000,
            begin,
            10,
            (APPRENTICESHIPS, PLACEMENTS, VOLUNTEERING),
            {
                "Callum Reid": (66_400_000, {APPRENTICESHIPS: 500, PLACEMENTS: 309, VOLUNTEERING: 166}),
                "Olu Adeyemi": (67_900_000, {APPRENTICESHIPS: 410, PLACEMENTS: 200, VOLUNTEERING: 90}),
            },
        ),
        Purchase(
            "New roofs on the Northfield estate",
            "Pitched roofs on 214 homes. The supplier pledges a share of the contract's cost to the community.",
            "works",
            4_200_000,
            begin,
            3,
            (PLEDGE, CARBON),
            {
                "Olu Adeyemi": (4_000_000, {PLEDGE: Decimal("0.5"), CARBON: 60}),
                "Callum Reid": (4_300_000, {PLEDGE: Decimal("0.25"), CARBON: 20}),
            },
            percentages=frozenset({PLEDGE}),
        ),
        Purchase(
            OFFICE_SUPPLIES,
            "Fernborough buys together with Millhaven Council and Oakshott Council.",
            "goods",
            900_000,
            begin.replace(year=begin.year + 1),
            2,
            (PLACEMENTS, CARBON),
            {
                "Olu Adeyemi": (870_000, {PLACEMENTS: 24, CARBON: 12}),
                "Dee Carter": (905_000, {PLACEMENTS: 30, CARBON: 4}),
            },
            # Left out of the contract that was signed: an auditor asks about it.
            clause="",
        ),
        Purchase(
            "Clearing of empty homes",
            "Void clearance in our 1,550 homes, by people who find it hardest to get work.",
            "services",
            640_000,
            # Over by now, so that all of it can be told.
            begin.replace(year=begin.year - 1),
            2,
            (TOOK_PART, LASTING_WORK),
            {
                "Dee Carter": (610_000, {TOOK_PART: 40, LASTING_WORK: 22}),
                "Callum Reid": (640_000, {TOOK_PART: 10, LASTING_WORK: 6}),
            },
            LANDLORDS_TEAM,
        ),
    )


def buy(actors: dict[str, Actor], *, at: datetime) -> list[Bought]:
    """All purchases; returns the contracts in the order of `contracted`."""
    bought = []
    for purchase in contracted(at.date()):
        closes = datetime(purchase.starts_on.year, 1, 12, 12, 0, tzinfo=at.tzinfo)
        bought.append(Bought(_contract(actors, purchase, closes), purchase.team.manager))
    _unfinished(actors, at)
    ask_to_share(actors, on=at.date())
    decide(actors, bought[0].ref, at=at)
    note_what_came_of_it(actors, bought[0].ref, on=at.date())
    return bought


def _begin(actors: dict[str, Actor], purchase: Purchase, on: date) -> str:
    """Started, considered, weighted and asked for; returns its ref."""
    buyer = actors[purchase.team.commissioner]
    ends_on = purchase.starts_on.replace(year=purchase.starts_on.year + purchase.years) - timedelta(days=1)
    procurement = procurements.start(
        by=buyer,
        details=procurements.Details(
            title=purchase.title,
            description=purchase.description,
            kind=purchase.kind,
            amount=Decimal(purchase.amount),
            starts_on=purchase.starts_on,
            ends_on=ends_on,
        ),
    )
    ref = procurement.ref
    consideration.record(
        by=buyer,
        procurement=procurement,
        considered=consideration.Considered(
            improvement="Work and training for local people, and fewer miles driven.",
            proportionate="The contract is long and local enough to train people on it; no more is asked than it can carry.",
            consulted=True,
            consulted_whom="Residents at two meetings, Fernborough Together and four suppliers.",
            not_consulted_because="",
            urgent=False,
            urgent_because="",
        ),
        on=on,
    )
    procurement = _fresh(buyer, ref)
    ask_the_law(by=buyer, procurement=procurement, facts=_facts(procurement, on), on=on)
    criteria.set_weights(
        by=buyer,
        procurement=procurement,
        weightings=[
            criteria.Weighting(ref="", family="price", title="Price", weight=Decimal(40), question=""),
            criteria.Weighting(
                ref="",
                family="quality",
                title="Quality",
                weight=Decimal(40),
                question="How will you run the service day to day, and what happens when it goes wrong?",
            ),
            criteria.Weighting(
                ref="",
                family="social",
                title="Social value",
                weight=Decimal(20),
                question="How will you deliver what you promise, and prove it?",
            ),
        ],
        version=procurement.version,
        trivial_below=Decimal(10),
    )
    social = _fresh(buyer, ref).criteria.get(family="social")
    wanted = {each.title: each.ref for each in adopted_measures(buyer.organisation_id)}
    for title in purchase.measures:
        procurement = _fresh(buyer, ref)
        asks.add(
            by=buyer,
            procurement=procurement,
            measure=wanted[title],
            criterion=social.ref,
            guidance="",
            sensible_most=None,
            version=procurement.version,
            contribution=asks.Contribution(kind="percentage")
            if title in purchase.percentages
            else asks.QUANTITY,
        )
    _has_no_interest(buyer, ref, on)
    conflicts.assess(by=buyer, procurement=_fresh(buyer, ref), looked_for=LOOKED_FOR, on=on)
    return ref


def _facts(procurement: Procurement, on: date) -> Facts:
    """As the form has them filled in, for a procurement that begins on that day."""
    return read_facts({**begins_with(procurement, None), "on": on.isoformat()})


def _fresh(by: Actor, ref: str) -> Procurement:
    found = procurement_of(owner=by.organisation_id, ref=ref)
    if found is None:
        raise LookupError(ref)
    return found


def _open(actors: dict[str, Actor], team: Team, ref: str, *, opened: datetime, closes: datetime) -> None:
    people = list(Person.objects.filter(ref__in=[actors[name].person_ref for name in team.openers]))
    buyer = actors[team.commissioner]
    tender.open_for_bids(
        by=buyer, procurement=_fresh(buyer, ref), openers=people, bids_close_at=closes, at=opened
    )


def _bid(
    actors: dict[str, Actor], ref: str, purchase: Purchase, closes: datetime, *, papers: bool = False
) -> None:
    """Three hours before bids close. With `papers` each adds two, one of which says something of the price."""
    buyer = actors[purchase.team.commissioner].organisation_id
    for name, (price, offered) in purchase.bids.items():
        by = actors[name]
        with as_tenant(by.organisation_id):
            procurement = procurement_of(owner=buyer, ref=ref)
            if procurement is None:
                raise LookupError(ref)
            document = BidDocument(
                price=Decimal(price),
                answers={
                    criterion.ref: f"{by.organisation_name} has a manager on site every day and answers within the hour."
                    for criterion in bids.worded_criteria(procurement)
                },
                offers={
                    ask.ref: OfferedQuantity(
                        Decimal(offered[ask.measure.title]), "With the college and the job centre."
                    )
                    for ask in procurement.asks.select_related("measure")
                },
            )
            sent = closes - timedelta(hours=3)
            if papers:
                document = replace(document, files=_papers(by, procurement, price, sent))
            bids.seal(by=by, procurement=procurement, document=document, arrived_at=sent, on=sent.date())


def _papers(by: Actor, procurement: Procurement, price: int, at: datetime) -> tuple[BidFile, ...]:
    """A plan of the works and how the price is made up, added to a draft one after the other."""
    code = ""
    for name, of, lines in (
        (
            "How we will work.pdf",
            "",
            (f"{by.organisation_name}: how we will work", "A manager on site every day."),
        ),
        (
            "How our price is made up.pdf",
            OF_THE_PRICE,
            (f"Labour: £{price * 6 // 10:,}", f"Rest: £{price * 4 // 10:,}"),
        ),
    ):
        content = io.BytesIO(a_paper(*lines, made_on=at.date()))
        code = bid_files.attach(
            by=by, procurement=procurement, resume_code=code, content=content, name=name, belongs_to=of, at=at
        ).resume_code
    draft = bids.read_draft(by=by, procurement=procurement, resume_code=code)
    return () if draft is None else draft.files


def _bid_too_late(actors: dict[str, Actor], ref: str, buyer: int, sent: datetime) -> None:
    """Dee's first byte came a second after bids had closed: it is recorded, and not opened."""
    by = actors["Dee Carter"]
    with as_tenant(by.organisation_id):
        procurement = procurement_of(owner=buyer, ref=ref)
        if procurement is None:
            raise LookupError(ref)
        document = BidDocument(
            price=Decimal(255_000),
            answers={each.ref: "With people from the estate." for each in bids.worded_criteria(procurement)},
            offers={ask.ref: OfferedQuantity(Decimal(2)) for ask in procurement.asks.all()},
        )
        bids.seal(by=by, procurement=procurement, document=document, arrived_at=sent, on=sent.date())


def _open_bids(actors: dict[str, Actor], team: Team, ref: str, closes: datetime) -> None:
    for name in team.openers[:2]:
        by = actors[name]
        opening.open_bids(
            by=by, procurement=_fresh(by, ref), passphrase=PASSPHRASE, at=closes + timedelta(hours=1)
        )
    # Now that it is known who bids, everyone says it again.
    for name in (*team.openers, team.commissioner):
        _has_no_interest(actors[name], ref, closes.date())
    buyer = actors[team.commissioner]
    conflicts.assess(by=buyer, procurement=_fresh(buyer, ref), looked_for=LOOKED_FOR_AGAIN, on=closes.date())


def _has_no_interest(by: Actor, ref: str, on: date) -> None:
    interests.declare(by=by, procurement=_fresh(by, ref), has_interest=False, detail="", on=on)


def _score(actors: dict[str, Actor], ref: str, on: date, evaluators: tuple[str, ...]) -> None:
    for name in evaluators:
        by = actors[name]
        _has_no_interest(by, ref, on)
        for position, opened in enumerate(_fresh(by, ref).opened_bids.order_by("pk")):
            scored = evaluation.scored_criteria(_fresh(by, ref))
            points = points_of(name, BETTER if position == 0 else GOOD)
            evaluation.score(
                by=by,
                opened_bid=opened,
                points={each.ref: points for each in scored},
                reasons={
                    each.ref: "Clear, with proof from another contract."
                    if points == BETTER
                    else "Sound, little proof."
                    for each in scored
                },
            )


def _propose(actors: dict[str, Actor], purchase: Purchase, ref: str, closes: datetime) -> None:
    """Opens the bids, scores them, agrees the points and proposes the first of `purchase.bids`."""
    team = purchase.team
    buyer = actors[team.commissioner]
    decided = _decided_on(closes)
    _open_bids(actors, team, ref, closes)
    _score(actors, ref, (closes + timedelta(days=2)).date(), team.evaluators)
    _has_no_interest(buyer, ref, decided)
    for position, opened in enumerate(_fresh(buyer, ref).opened_bids.order_by("pk")):
        scored = evaluation.scored_criteria(_fresh(buyer, ref))
        evaluation.moderate(
            by=buyer,
            opened_bid=opened,
            at=closes + timedelta(days=29),
            points={each.ref: Decimal(BETTER if position == 0 else GOOD) for each in scored},
            reasons={
                each.ref: "Both evaluators gave the same."
                if position == 0
                else "The proof that one of us missed stands on the last page of the method."
                for each in scored
            },
        )
    evaluation.close_moderation(by=buyer, procurement=_fresh(buyer, ref))
    conflicts.assess(by=buyer, procurement=_fresh(buyer, ref), looked_for=LOOKED_FOR_AGAIN, on=decided)
    winner = _fresh(buyer, ref).opened_bids.get(bidder_id=actors[next(iter(purchase.bids))].organisation_id)
    award.propose(by=buyer, opened_bid=winner, reason="First place: the better method, and a sound price.")


def _decided_on(closes: datetime) -> date:
    return (closes + timedelta(days=30)).date()


def _contract(actors: dict[str, Actor], purchase: Purchase, closes: datetime) -> str:
    team = purchase.team
    buyer, approver = actors[team.commissioner], actors[team.approver]
    with as_tenant(buyer.organisation_id):
        ref = _begin(actors, purchase, (closes - timedelta(days=60)).date())
        if purchase.title == OFFICE_SUPPLIES:
            buy_office_supplies_together(actors, buyer, ref, on=(closes - timedelta(days=50)).date())
        _open(actors, team, ref, opened=closes - timedelta(days=35), closes=closes)
    _bid(actors, ref, purchase, closes)
    decided = _decided_on(closes)
    with as_tenant(buyer.organisation_id):
        _propose(actors, purchase, ref, closes)
        _has_no_interest(approver, ref, decided)
        proposed = award.standing_award(_fresh(buyer, ref))
        if proposed is None:
            raise LookupError(ref)
        approved = award.approve(by=approver, award=proposed, on=decided)
        first = told_and_over(
            actors, (team.commissioner, team.manager), approved, on=decided, at=closes + timedelta(days=30)
        )
        contract = contracts.sign(
            by=buyer,
            award=approved,
            starts_on=purchase.starts_on,
            ends_on=purchase.starts_on.replace(year=purchase.starts_on.year + purchase.years)
            - timedelta(days=1),
            manager=Person.objects.get(ref=actors[team.manager].person_ref),
            on=max(first, decided + timedelta(days=14)),
            clause=purchase.clause,
        )
        return contract.ref


def _ask_for_the_day_of_the_last_check(by: Actor, ref: str, on: date) -> None:
    """Where the rules were not read for today, Tom asks a second time, as the page offers."""
    procurement = _fresh(by, ref)
    latest = latest_ruling(procurement)
    unread = [] if latest is None else latest.those(Answer.NOT_CHECKED)
    if unread:
        facts = _facts(procurement, min(each.checked_on for each in unread))
        ask_the_law(by=by, procurement=procurement, facts=facts, on=on)


def _unfinished(actors: dict[str, Actor], at: datetime) -> None:
    """One procurement at each earlier stage, in the days around `at`."""
    tom = actors["Tom Ellery"]
    begin = at.date().replace(day=1) + timedelta(days=120)

    def like(
        title: str, kind: str, amount: int, measure: str, *, first: int = 3, second: int = 1
    ) -> Purchase:
        offers = {
            "Callum Reid": (amount * 96 // 100, {measure: first}),
            "Olu Adeyemi": (amount * 98 // 100, {measure: second}),
        }
        return Purchase(title, "", kind, amount, begin.replace(day=1), 2, (measure,), offers)

    with as_tenant(tom.organisation_id):
        procurements.start(
            by=tom,
            details=procurements.Details(
                title="School meals",
                description="",
                kind="services",
                amount=None,
                starts_on=None,
                ends_on=None,
            ),
        )
        trees = _begin(
            actors, like("Street trees and their care", "services", 310_000, VOLUNTEERING), at.date()
        )
        _ask_for_the_day_of_the_last_check(tom, trees, at.date())
        design_in_full(tom, trees, on=at.date())
        open_now = _begin(
            actors,
            like("Grounds maintenance", "services", 1_150_000, APPRENTICESHIPS),
            (at - timedelta(days=20)).date(),
        )
        design_what_is_open(tom, open_now, on=(at - timedelta(days=20)).date())
        _open(
            actors,
            COUNCILS_TEAM,
            open_now,
            opened=at - timedelta(days=5),
            closes=(at + timedelta(days=25)).replace(hour=12, minute=0, second=0, microsecond=0),
        )
    ask_and_answer(actors, open_now, at=at)
    with as_tenant(tom.organisation_id):
        begun = (at - timedelta(days=40)).date()
        lighting = _begin(actors, like(LIGHTING, "works", 640_000, APPRENTICESHIPS), begun)
    run_elsewhere(tom, lighting, at=at)
    for title, stage, days_ago in (
        ("Playground repairs", "closed", 2),
        ("Community centre heating", "evaluating", 2),
        ("Adaptations for disabled tenants", "award proposed", 33),
    ):
        # Forty apprenticeships are more than four people can carry in two years.
        purchase = (
            like(title, "works", 260_000, APPRENTICESHIPS, second=40)
            if stage == "evaluating"
            else like(title, "works", 260_000, PLACEMENTS)
        )
        closes = (at - timedelta(days=days_ago)).replace(hour=12, minute=0, second=0, microsecond=0)
        with as_tenant(tom.organisation_id):
            ref = _begin(actors, purchase, (closes - timedelta(days=50)).date())
            if stage == "evaluating":
                name_an_adviser(actors, ref, on=(closes - timedelta(days=49)).date())
            _open(actors, purchase.team, ref, opened=closes - timedelta(days=30), closes=closes)
        _bid(actors, ref, purchase, closes, papers=stage == "evaluating")
        if stage == "evaluating":
            _bid_too_late(actors, ref, tom.organisation_id, closes + timedelta(seconds=1))
            with as_tenant(tom.organisation_id):
                _open_bids(actors, purchase.team, ref, closes)
                _score(actors, ref, at.date(), purchase.team.evaluators[:1])
            question_the_pledges(actors, ref, at=at)
        if stage == "award proposed":
            with as_tenant(tom.organisation_id):
                _propose(actors, purchase, ref, closes)
