"""Answers as they are given: by a contact with their link, or typed by who interviews them; and trials that never count."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.trail.declaration import declared
from fourfold.tracker.actions.frame_decisions import remember_opt_out
from fourfold.tracker.actions.invitations import check_in_the_field
from fourfold.tracker.actions.waves import check_can_manage
from fourfold.tracker.models import (
    ContactEvent,
    EventKind,
    GivenAnswer,
    Interview,
    Mode,
    OptedOutBy,
    Purpose,
    WaveState,
)
from fourfold.tracker.queries.instruments import latest_instrument
from fourfold.tracker.queries.records import texts_given
from fourfold.tracker.rules.fieldwork.outcomes import REFUSED
from fourfold.tracker.rules.instrument.answers import text_of_answer, what_is_wrong
from fourfold.tracker.rules.instrument.questionnaire import Kind, questions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.models import FrameContact, InstrumentVersion, Wave
    from fourfold.tracker.rules.instrument.conditions import Answer
    from fourfold.tracker.rules.instrument.questionnaire import Instrument, Question


@dataclass(frozen=True, slots=True)
class Given:
    """What a page sent: by question the answer, or None where it was left or taken back. `shown` are all that it asked."""

    answers: Mapping[str, Answer | None]
    shown: tuple[str, ...]


def check_can_try(by: Actor, wave: Wave) -> None:
    """In a pilot, or to see the questionnaire as others will. What is answered so never counts."""
    check_can_manage(by, wave)
    if wave.state == WaveState.CLOSED:
        raise NotAllowed(say("This wave is closed."))
    if latest_instrument(wave) is None:
        raise NotAllowed(say("There is no questionnaire yet."))


def begin_trial(*, by: Actor, wave: Wave, at: datetime) -> Interview:
    check_can_try(by, wave)
    version = latest_instrument(wave)
    if version is None:
        raise NotAllowed(say("There is no questionnaire yet."))
    purpose = Purpose.PILOT if wave.state == WaveState.PILOTING else Purpose.TEST
    with change(by=by, owner=wave.owner_id, reason=say("Began a trial of the questionnaire")):
        made: Interview = Interview.objects.create(
            owner_id=wave.owner_id,
            ref=new_reference(),
            root=wave.root,
            wave=wave,
            instrument=version,
            purpose=purpose.value,
            begun_by_id=by.person_id,
            begun_at=at,
        )
    return made


def keep_trial(
    *, by: Actor, interview: Interview, instrument: Instrument, given: Given, at: datetime
) -> Interview:
    check_can_try(by, interview.wave)
    if interview.purpose == Purpose.REAL:
        raise NotAllowed(say("This interview counts: answer it where it is asked."))
    with change(by=by, owner=interview.owner_id, reason=say("Tried the questionnaire")):
        return _keep(interview, instrument, given, Mode.TELEPHONE, by.person_id, at)


def check_takes_answers(wave: Wave, *, on: date) -> None:
    check_in_the_field(wave, on=on)


def keep_own(
    *, contact: FrameContact, instrument: Instrument, given: Given, on: date, at: datetime
) -> Interview:
    """The holder of a link answers a page. What is sent again as it was changes nothing."""
    check_takes_answers(contact.wave, on=on)
    with _in_the_name_of_nobody(contact.owner_id, say("Answered the survey by a link")):
        interview = _interview_of(contact, None, at)
        return _keep(interview, instrument, given, Mode.WEB, None, at)


def keep_for(
    *,
    by: Actor,
    contact: FrameContact,
    instrument: Instrument,
    given: Given,
    on: date,
    at: datetime,
) -> Interview:
    """An interviewer types what the contact says."""
    check_can_manage(by, contact.wave)
    check_takes_answers(contact.wave, on=on)
    with change(by=by, owner=contact.owner_id, reason=say("Wrote down an interview")):
        interview = _interview_of(contact, by.person_id, at)
        return _keep(interview, instrument, given, Mode.TELEPHONE, by.person_id, at)


def send(*, interview: Interview, by: Actor | None, on: date, at: datetime) -> Interview:
    """The contact, or who interviews them, says that this is all. It can be changed until the field closes, and stays sent."""
    wave = interview.wave
    check_takes_answers(wave, on=on)
    if by is not None:
        check_can_manage(by, wave)
    if interview.sent_at is not None:
        return interview
    if not texts_given([interview])[interview.pk]:
        raise Refused(say("Answer at least one question first"))
    with _by_whom(interview.owner_id, by, say("Sent the answers to the survey")):
        return update(interview, version=interview.version, sent_at=at)


def say_no(*, contact: FrameContact, at: datetime) -> None:
    """By the link: no more surveys of this organisation, and what is still to be mailed is not. Again is as once."""
    with _in_the_name_of_nobody(contact.owner_id, say("Asked by a link for no more surveys")):
        remember_opt_out(owner=contact.owner_id, known_by=contact.known_by, how=OptedOutBy.LINK, at=at)
        if not ContactEvent.objects.filter(contact=contact, kind=EventKind.SAID_NO).exists():
            ContactEvent.objects.create(
                owner_id=contact.owner_id,
                root=contact.root,
                wave=contact.wave,
                organisation=contact.organisation,
                contact=contact,
                kind=EventKind.SAID_NO.value,
                outcome=REFUSED,
                at=at,
            )


def _interview_of(contact: FrameContact, person: int | None, at: datetime) -> Interview:
    """Within the caller's change: that of the contact, begun where it is not yet. Two who begin at once begin one."""
    version: InstrumentVersion | None = latest_instrument(contact.wave)
    if version is None:
        raise NotAllowed(say("There is no questionnaire yet."))
    interview: Interview = Interview.objects.get_or_create(
        contact=contact,
        defaults={
            "owner_id": contact.owner_id,
            "ref": new_reference(),
            "root": contact.root,
            "wave": contact.wave,
            "instrument": version,
            "purpose": Purpose.REAL.value,
            "organisation": contact.organisation,
            "begun_by_id": person,
            "begun_at": at,
        },
    )[0]
    return interview


def _keep(
    interview: Interview, instrument: Instrument, given: Given, mode: Mode, person: int | None, at: datetime
) -> Interview:
    known = {each.id: each.question for each in questions(instrument)}
    _check(known, given.answers)
    before = texts_given([interview])[interview.pk]
    rows = []
    for name, answer in given.answers.items():
        text = "" if answer is None else text_of_answer(answer)
        if text != before.get(name, ""):
            own_words = known[name].kind is Kind.TEXT
            rows.append(
                GivenAnswer(
                    owner_id=interview.owner_id,
                    ref=new_reference(),
                    root=interview.root,
                    interview=interview,
                    question=name,
                    value="" if own_words else text,
                    words=text if own_words else "",
                    mode=mode.value,
                    by_id=person,
                    at=at,
                )
            )
    GivenAnswer.objects.bulk_create(rows)
    left = {name for name in given.shown if given.answers.get(name) is None}
    now = {name for name, answer in given.answers.items() if answer is not None}
    passed = sorted((set(interview.passed_over) | left) - now)
    if passed != interview.passed_over:
        return update(interview, version=interview.version, passed_over=passed)
    return interview


def _check(known: Mapping[str, Question], answers: Mapping[str, Answer | None]) -> None:
    for name, answer in answers.items():
        if name not in known:
            raise Refused(say("There is no question {name}", name=name))
        if answer is not None and (wrong := what_is_wrong(known[name], answer)):
            raise Refused(f"{name}: {wrong}", field=name)


@contextmanager
def _in_the_name_of_nobody(owner: int, reason: str) -> Iterator[None]:
    """The link is the permission; who holds it has no account."""
    with transaction.atomic(), declared(person=None, organisation=None, reason=reason), as_tenant(owner):
        yield


@contextmanager
def _by_whom(owner: int, by: Actor | None, reason: str) -> Iterator[None]:
    if by is None:
        with _in_the_name_of_nobody(owner, reason):
            yield
    else:
        with change(by=by, owner=owner, reason=reason):
            yield
