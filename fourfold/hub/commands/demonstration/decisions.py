"""Awards told and stood still for, one that still stands, a variation that is proposed, and procurements by the other routes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.define.rules.law.typed_facts import read_facts
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.hub.commands.demonstration.cast import BUILDER, ENTERPRISE, REPAIRS
from fourfold.integrate.actions import (
    award,
    conflicts,
    consideration,
    first_stage,
    indicators,
    interests,
    notices,
    outcome,
    procurement_notes,
    procurements,
    routes,
    variations,
)
from fourfold.integrate.actions.procurement_notes import Noted
from fourfold.integrate.actions.routes import Chosen
from fourfold.integrate.actions.rulings import ask_the_law
from fourfold.integrate.exchange.notice_release import release
from fourfold.integrate.queries.notice_facts import notice_facts
from fourfold.integrate.queries.notices import notice_with
from fourfold.integrate.queries.outcomes import outcome_of, wants_indicators
from fourfold.integrate.queries.procurements import Award, procurement_of
from fourfold.integrate.queries.rulings import begins_with
from fourfold.integrate.queries.variations import commitments_to_vary, contract_with
from fourfold.integrate.rules.routes import Ground, Route

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.procurements import Procurement

# Where the dated rules were not read for the day of a procurement, somebody says which law it was begun under.
LAW: Final = "procurement-act-2023"
INDICATORS: Final = (
    ("Repairs right at the first visit", "At least 92 of 100, counted each month"),
    ("Tenants content with a repair", "At least 85 of 100, asked by text message"),
    ("Apprenticeships completed", "As promised, by quarter"),
)
NOBODY_ELSE: Final = "Tom alone has influence until the requests are judged."
LOOKED_FOR: Final = "Tom alone has influence; the maker of the system was named to him before he declared."
FIRST_STAGE: Final = "Community transport"
DIRECT: Final = "Licence for the housing system"
QUOTES: Final = "Safety checks of playgrounds"
CONDITIONS: Final = (
    "1. A licence to carry passengers.\n2. Two references of door-to-door transport for disabled people in the last three years."
    "\n3. Insurance against claims of at least £5 million, at the latest on the first day of the contract."
)


def told_and_over(
    actors: dict[str, Actor], team: tuple[str, str], decided: Award, *, on: date, at: datetime
) -> date:
    """Tells the bidders on that day, sets and publishes what is asked for, and gives the first day on which it may be signed.

    `team` is the commissioner and the contract manager.
    """
    buyer, manager = actors[team[0]], actors[team[1]]
    procurement = _fresh(buyer, decided.procurement.ref)
    outcome.tell(by=buyer, award=_award(procurement), law=LAW, on=on, at=at)
    told = outcome_of(_award(procurement))
    if told is None:
        raise LookupError(procurement.ref)
    if wants_indicators(_award(procurement), told):
        for title, target in INDICATORS:
            indicators.add(by=manager, award=_award(procurement), title=title, target=target)
    if told.needs_award_notice:
        _published(buyer, procurement, "uk6", on + timedelta(days=1))
        told = outcome_of(_award(procurement)) or told
    last = told.standstill_until
    return on + timedelta(days=1) if last is None else last + timedelta(days=1)  # fmt: skip


def decide(actors: dict[str, Actor], repairs: str, *, at: datetime) -> None:
    """What stands here beside the contracts: the routes, and a proposed variation of the contract with that reference."""
    tom, daniel, dee = actors["Tom Ellery"], actors["Daniel Hughes"], actors["Dee Carter"]
    today = at.date()
    suppliers = {
        name: Organisation.objects.get(name=name, invented=True) for name in (REPAIRS, BUILDER, ENTERPRISE)
    }
    with as_tenant(tom.organisation_id):
        direct = _considered(
            tom,
            DIRECT,
            "goods",
            42_000,
            Chosen(
                Route.DIRECT,
                "The system holds our rent accounts and only its maker may license it; another would mean moving all "
                "of them in the middle of the year.",
                ground=Ground.RIGHTS,
                suppliers=[suppliers[BUILDER]],
            ),
            on=today,
        )
        interests.declare(by=tom, procurement=_fresh(tom, direct), has_interest=False, detail="", on=today)
        conflicts.assess(by=tom, procurement=_fresh(tom, direct), looked_for=LOOKED_FOR, on=today)
        _considered(
            tom,
            QUOTES,
            "services",
            18_000,
            Chosen(
                Route.QUOTES,
                "A small yearly contract.",
                fewest_quotes=3,
                quotes_rule="Contract Procedure Rules, section 4.2",
                suppliers=list(suppliers.values()),
            ),
            on=today,
        )
        ref = _considered(
            tom,
            FIRST_STAGE,
            "services",
            480_000,
            Chosen(
                Route.MULTI_STAGE,
                "Few can do this safely, and a whole bid is a lot to ask of those who cannot.",
                conditions=CONDITIONS,
            ),
            on=today - timedelta(days=30),
        )
        began = today - timedelta(days=24)
        interests.declare(by=tom, procurement=_fresh(tom, ref), has_interest=False, detail="", on=began)
        conflicts.assess(by=tom, procurement=_fresh(tom, ref), looked_for=NOBODY_ELSE, on=began)
        first_stage.begin(
            by=tom,
            procurement=_fresh(tom, ref),
            requests_close_at=at - timedelta(days=2),
            at=at - timedelta(days=23),
        )
    with as_tenant(dee.organisation_id):
        found = procurement_of(owner=tom.organisation_id, ref=ref)
        if found is None:
            raise LookupError(ref)
        first_stage.ask_to_take_part(
            by=dee,
            procurement=found,
            statement="1. Licensed since 2019.\n2. Millhaven Council and a hospital, contacts attached.\n3. We hold £5 million.",
            at=at - timedelta(days=6),
        )
    with as_tenant(tom.organisation_id):
        interests.declare(by=tom, procurement=_fresh(tom, ref), has_interest=False, detail="", on=today)
        _more_apprenticeships(daniel, repairs, today)


def note_what_came_of_it(actors: dict[str, Actor], contract: str, *, on: date) -> None:
    """A benefit, a barrier, an idea, what asking cost, and how content the buyer was, of the procurement behind a contract."""
    tom = actors["Tom Ellery"]
    with as_tenant(tom.organisation_id):
        signed = contract_with(contract)
        if signed is None or signed.procurement is None:
            raise LookupError(contract)
        procurement = signed.procurement
        for noted in (
            Noted("benefit", "community", "Tenants know the people who repair their homes.", aimed_at=False),
            Noted(
                "barrier",
                "bidders",
                "Smaller bidders asked what a placement is.",
                remedy="Priya writes a worked answer for the next tender.",
            ),
            Noted("idea", "saving", "One depot for repairs and voids.", amount=Decimal(120_000)),
            Noted("extra-cost", "price", "The bidder priced its promises apart.", amount=Decimal(85_000)),
            Noted("satisfaction", "satisfied", "Clear to run, long to score."),
        ):
            procurement_notes.note(by=tom, procurement=procurement, noted=noted, on=on)


def _more_apprenticeships(by: Actor, ref: str, on: date) -> None:
    """More is promised: proposed, and waiting for somebody to approve it."""
    contract = contract_with(ref)
    if contract is None:
        raise LookupError(ref)
    first = commitments_to_vary(contract)[0]
    variations.propose(
        by=by,
        contract=contract,
        wanted=variations.Wanted(
            reason="The college has opened a second workshop, so that twenty more people can be trained for the same price.",
            effective_on=max(on, contract.starts_on) + timedelta(days=14),
            ground="not-substantial",
            amount=contract.amount,
            ends_on=contract.ends_on,
            changes=[variations.Changed(first.number, first.quantity + 20, first.ends_on)],
            changes_scope=False,
            favours_supplier=False,
            changes_nature=False,
            law=LAW,
        ),
        on=on,
    )


def _considered(by: Actor, title: str, kind: str, amount: int, chosen: Chosen, *, on: date) -> str:
    """Started and considered, the law asked about it, with its route; returns its ref."""
    started = procurements.start(
        by=by,
        details=procurements.Details(
            title=title,
            description="",
            kind=kind,
            amount=Decimal(amount),
            starts_on=None,
            ends_on=None,
        ),
    )
    consideration.record(
        by=by,
        procurement=started,
        considered=consideration.Considered(
            improvement="Small as it is, it touches people who rely on it every week.",
            proportionate="One promise at most, and no more evidence than an invoice.",
            consulted=False,
            consulted_whom="",
            not_consulted_because="Users were asked last year and said what they need.",
            urgent=False,
            urgent_because="",
        ),
        on=on,
    )
    fresh = _fresh(by, started.ref)
    facts = read_facts({**begins_with(fresh, None), "on": on.isoformat()})
    ask_the_law(by=by, procurement=fresh, facts=facts, on=on)
    fresh = _fresh(by, started.ref)
    routes.choose(by=by, procurement=fresh, chosen=chosen, version=fresh.version, on=on)
    return started.ref


def _published(by: Actor, procurement: Procurement, slug: str, on: date) -> None:
    due = notice_with(procurement, slug)
    if due is None:
        raise LookupError(slug)
    notices.record(
        by=by,
        procurement=procurement,
        due=due,
        reference=f"{on.year}/S 000-0{on:%m%d}{due.kind.value[-1]}",
        published_on=on,
        body=release(notice_facts(procurement, due), on=on),
        on=on,
    )


def _award(procurement: Procurement) -> Award:
    found = award.standing_award(procurement)
    if found is None:
        raise LookupError(procurement.ref)
    return found


def _fresh(by: Actor, ref: str) -> Procurement:
    found = procurement_of(owner=by.organisation_id, ref=ref)
    if found is None:
        raise LookupError(ref)
    return found
