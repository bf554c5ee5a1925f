"""Consultations to test with, taken as far as the test needs by the actions themselves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.integrate.actions import consultation_questions, consultations, saying
from fourfold.integrate.actions.consultations import Written
from fourfold.integrate.models import Consultation, ConsultationResponse, Procurement
from tests.builders.ground import TODAY

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

LAST = TODAY + timedelta(days=14)


def written(by: Actor, about: Procurement, **more: Any) -> Written:
    values = {
        "procurement": about.ref,
        "service": "",
        "title": "How should we repair homes?",
        "audience": "both",
        "purpose": "It decides how bids are judged.",
        "privacy_notice": "We ask for no name.",
        "closes_on": LAST,
        "listed": True,
        "takes_ideas": True,
        "moderator": by.person_ref,
    }
    return Written(**{**values, **more})


def a_consultation(by: Actor, about: Procurement, *, on: date = TODAY, **more: Any) -> Consultation:
    """Written, with a question of each kind: several, one and words."""
    with as_tenant(by.organisation_id):
        one = consultations.start(by=by, written=written(by, about, **more), on=on)
        for kind, words, choices in (
            ("several", "What matters most?", ["Warmth", "Speed", "Work for local people"]),
            ("one", "How often do you report a repair?", ["Often", "Seldom"]),
            ("text", "What should we know?", []),
        ):
            consultation_questions.add(by=by, consultation=one, kind=kind, words=words, choices=choices)
    return one


def an_open_consultation(by: Actor, about: Procurement, **more: Any) -> Consultation:
    one = a_consultation(by, about, **more)
    with as_tenant(by.organisation_id):
        return consultations.open_to_answers(by=by, consultation=one, seen=one.version, on=TODAY)


def said(one: Consultation, number: int, **more: Any) -> saying.Said:
    """The answers of the person with that number; words only where the test gives some."""
    several, single, text = one.questions.all()
    values: dict[str, Any] = {
        "words": {text.ref: more.pop("words", "")},
        "chosen": {several.ref: [number % 3], single.ref: [number % 2]},
        "respondent": "resident",
        "postcode": "SY1 1AA",
        "once": f"of-a-test-{number:09}",
    }
    return saying.Said(**{**values, **more})


def answers(one: Consultation, number: int, **more: Any) -> ConsultationResponse:
    with as_tenant(one.owner_id):
        return saying.answer(consultation=one, said=said(one, number, **more), on=TODAY)


def now(one: Consultation) -> Consultation:
    with as_tenant(one.owner_id):
        found: Consultation = Consultation.objects.select_related("procurement", "moderator").get(pk=one.pk)
        return found
