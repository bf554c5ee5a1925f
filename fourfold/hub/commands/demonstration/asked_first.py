"""What the council asked before it bought: one consultation with its results, one that is open, one that is being written."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from fourfold.define.rules.law.facts import Authority, Nation, Vat
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.integrate.actions import (
    consideration,
    consultation_changes,
    consultation_events,
    consultation_issues,
    consultation_questions,
    consultation_results,
    consultations,
    engagement,
    gate,
    involvement,
    moderation_of_answers,
    saying,
    scenarios,
)
from fourfold.integrate.queries.consultations import consultation_with, ideas_of, responses_of, who_was_asked
from fourfold.integrate.queries.procurements import consideration_of, procurements_of
from fourfold.integrate.rules.scenario_tallies import Asked

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.consultations import Consultation
    from fourfold.integrate.queries.procurements import Procurement

GROUNDS: Final = "How should we look after parks and verges?"
TREES: Final = "Street trees: what matters where you live?"
MEALS: Final = "School meals: what would make them better?"
NOTICE: Final = (
    "Fernborough Council asks these questions. You give no name. The first half of your postcode tells us which neighbourhoods "
    "were heard. A named officer hides whatever gives somebody away. Answers are kept for two years (invented)."
)
MATTERS: Final = (
    "Grass cut often",
    "Wild flowers and hedges",
    "Work for local people",
    "Safe paths after dark",
)
# Of each hundred who answered, in turn: what they chose, what they wrote.
WORDS: Final = (
    "The path behind the school floods and nobody clears it.",
    "Let young people who need work learn it here.",
    "Fewer leaf blowers early in the morning, please.",
)
IDEA: Final = "Share one wood chipper with the allotments instead of hiring two each autumn."
ISSUE: Final = "Paths through the parks are dark in winter"


def ask_first(actors: dict[str, Actor], *, at: datetime) -> None:
    tom, on = actors["Tom Ellery"], at.date()
    with as_tenant(tom.organisation_id):
        by_title = {each.title: each for each in procurements_of(tom.organisation_id)}
        _published(actors, by_title["Grounds maintenance"], on)
        trees = by_title["Street trees and their care"]
        _open(actors, trees, on)
        _before_the_tender(actors, trees, on)
        _begun(actors, by_title["School meals"], on)
        _cannot_wait(actors, by_title["School meals"], on)
        facts = Asked(Authority.BEST_VALUE, Nation.ENGLAND, min(on, date(2026, 11, 23)), Vat.EXCLUDED)
        scenarios.count(by=tom, asked=facts, at=at, progress=lambda _done, _total: None)


def _written(
    actors: dict[str, Actor], title: str, about: Procurement, closes_on: date
) -> consultations.Written:
    return consultations.Written(
        procurement=about.ref,
        service="",
        title=title,
        audience="both",
        purpose="We choose what to ask of whoever does this work. What you say decides how bids are judged.",
        privacy_notice=NOTICE,
        closes_on=closes_on,
        listed=True,
        takes_ideas=True,
        moderator=actors["Priya Nair"].person_ref,
    )


def _begin(
    actors: dict[str, Actor], title: str, about: Procurement, *, on: date, closes_on: date
) -> Consultation:
    tom = actors["Tom Ellery"]
    one = consultations.start(by=tom, written=_written(actors, title, about, closes_on), on=on)
    for kind, words, choices in (
        ("several", "What matters most to you?", MATTERS),
        ("one", "How often are you in a park?", ("Every day", "Every week", "Less often")),
        ("text", "What should we know before we choose?", ()),
    ):
        consultation_questions.add(by=tom, consultation=one, kind=kind, words=words, choices=choices)
    return one


def _fresh(one: Consultation) -> Consultation:
    found = consultation_with(owner=one.owner_id, ref=one.ref)
    if found is None:
        raise LookupError(one.ref)
    return found


def _say(one: Consultation, number: int, on: date) -> None:
    several, single, text = one.questions.all()
    saying.answer(
        consultation=one,
        said=saying.Said(
            words={text.ref: WORDS[number // 15 % len(WORDS)] if number % 15 == 0 else ""},
            chosen={several.ref: [number % 4, (number + 1) % 4], single.ref: [(number // 3) % 3]},
            respondent="provider" if number % 4 == 0 else "resident",
            postcode="LS1" if number % 3 else "LS7",
            once=f"demonstration-{number:06}",
        ),
        on=on,
    )


def _published(actors: dict[str, Actor], grounds: Procurement, on: date) -> None:
    tom, priya = actors["Tom Ellery"], actors["Priya Nair"]
    began, ended = on - timedelta(days=60), on - timedelta(days=32)
    one = _begin(actors, GROUNDS, grounds, on=began, closes_on=ended)
    one = consultations.open_to_answers(by=tom, consultation=one, seen=_fresh(one).version, on=began)
    for number in range(64):
        _say(one, number, began + timedelta(days=number % 20))
    idea = saying.Proposed(IDEA, "The allotments at Mill Lane", None, "", "demonstration-idea-1")
    saying.propose(consultation=one, proposed=idea, on=began)
    consultation_events.record(
        by=tom,
        consultation=one,
        event=consultation_events.Event(
            "Walk through Northfield Park",
            began + timedelta(days=9),
            "Northfield",
            23,
            4,
            "Rain; most came all the same.",
        ),
    )
    for kind, rows in (
        ("response", responses_of(one, state="waiting")),
        ("idea", ideas_of(one, state="waiting")),
    ):
        moderation_of_answers.show_all(
            by=priya, consultation=_fresh(one), kind=kind, refs=[each.ref for each in rows]
        )
    social = grounds.criteria.get(family="social")
    consultation_changes.tell(
        by=tom,
        consultation=_fresh(one),
        told=consultation_changes.Told(
            "Let young people who need work learn it here.",
            "Social value is 20% of the points, and apprenticeships are what it asks for.",
            changed=True,
            about=f"criterion {social.ref}",
            idea="",
            saving=None,
            saving_because="",
        ),
        on=ended,
    )
    consultation_issues.take_up(
        by=priya,
        consultation=_fresh(one),
        words=ISSUE,
        times=17,
        at_an_event=False,
        heard_on=ended,
        on=on,
    )
    consultations.close(by=tom, consultation=one, seen=_fresh(one).version)
    now = _fresh(one)
    consultation_results.publish(by=tom, consultation=now, seen=now.version, on=ended)


def _open(actors: dict[str, Actor], trees: Procurement, on: date) -> None:
    tom = actors["Tom Ellery"]
    began = on - timedelta(days=6)
    one = _begin(actors, TREES, trees, on=began, closes_on=on + timedelta(days=21))
    one = consultations.open_to_answers(by=tom, consultation=one, seen=_fresh(one).version, on=began)
    for number in range(15):
        _say(one, number, began)
    idea = saying.Proposed(
        "Water young trees from the rain barrels of the schools.", "Schools", None, "", "demonstration-idea-2"
    )
    saying.propose(consultation=one, proposed=idea, on=began)
    consultation_events.record(
        by=tom,
        consultation=one,
        event=consultation_events.Event("Stall at the market", began, "Market Square", 31, None, ""),
    )
    consultation_changes.tell(
        by=tom,
        consultation=_fresh(one),
        told=consultation_changes.Told(
            "Cut less, and not in May.",
            "The specification leaves hedges alone from March to August.",
            changed=True,
            about="",
            idea="",
            saving=None,
            saving_because="",
        ),
        on=on,
    )


def _before_the_tender(actors: dict[str, Actor], trees: Procurement, on: date) -> None:
    """Providers were met, and the record of what was considered is written on from what people said."""
    tom = actors["Tom Ellery"]
    engagement.record(
        by=tom,
        procurement=trees,
        engagement=engagement.Engagement(
            title="Meeting with tree surgeons and nurseries",
            starts_on=on - timedelta(days=4),
            ends_on=on - timedelta(days=4),
            who_took_part="Five firms, one social enterprise and the wildlife trust (invented).",
            told_to_all="The slides, and each question with its answer, are on our site.",
            notice_on=on - timedelta(days=12),
            notice_reference="UK2: 2026/S 000-012345 (invented)",
            no_notice_because="",
        ),
        on=on,
    )
    for stage, part, who, how in (
        ("design", "groups", "Fernborough Together", "Read the specification and asked for quieter machines"),
        (
            "delivery",
            "enterprises",
            "Green Hands",
            "Waters young trees with people who look for work (invented)",
        ),
    ):
        involvement.enter(
            by=tom, procurement=trees, stage=stage, part=part, who=who, how=how, needless=False, on=on
        )
    standing = consideration_of(trees)
    if standing is None:
        raise LookupError(trees.title)
    consideration.record(
        by=tom,
        procurement=trees,
        considered=consideration.Considered(
            improvement=standing.improvement,
            economic="Two years of steady work for people who trained here.",
            social="Shade and a place to sit where older people walk.",
            environmental="Cooler streets, and hedges left alone while birds nest.",
            proportionate=standing.proportionate,
            consulted=True,
            consulted_whom=who_was_asked(trees, on=on),
            not_consulted_because="",
            urgent=False,
            urgent_because="",
        ),
        on=on,
        version=standing.version,
    )


def _begun(actors: dict[str, Actor], meals: Procurement, on: date) -> None:
    _begin(actors, MEALS, meals, on=on, closes_on=on + timedelta(days=40))


def _cannot_wait(actors: dict[str, Actor], meals: Procurement, on: date) -> None:
    """Asked for and not agreed: it waits for the approver."""
    gate.ask_to_pass(
        by=actors["Tom Ellery"],
        procurement=meals,
        because="The caterer gave notice, and children eat on Monday.",
        approver=actors["Grace Okafor"].person_ref,
        on=on,
    )
