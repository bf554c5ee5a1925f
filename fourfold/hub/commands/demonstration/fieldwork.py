"""A wave of the survey that is in the field: letters, answers by the link and on the telephone, and two colleagues who differ."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.web.filters import LONDON
from fourfold.tracker.actions import answering, calls, instruments, invitations, quotas, waves
from fourfold.tracker.exchange.frame_list.taking import take_list, upload
from fourfold.tracker.exchange.instrument.shipped import shipped_instrument
from fourfold.tracker.exchange.instrument.stored import OF_2014, from_2014
from fourfold.tracker.queries.calls import contact_of
from fourfold.tracker.queries.frame import contacts_of, organisations_of, strata_of
from fourfold.tracker.queries.frame_lists import waiting_list
from fourfold.tracker.queries.interviews import interview_of
from fourfold.tracker.queries.invitations import mailing_of
from fourfold.tracker.queries.waves import wave_of
from fourfold.tracker.rules.fieldwork.queue import slots_of, working_days
from fourfold.tracker.rules.population import Estimand

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.rules.instrument.conditions import Answer

TITLE = "Social value around Fernborough, first time"
# Invented, at addresses and numbers that can be no one's.
CONTACTS = """\
Organisation,Type,Contact name,Job title,E-mail,Telephone
Alder Vale Homes,housing association,Hester Wray,Director of Homes,hester.wray@aldervale.example,
Alder Vale Homes,housing association,Colm Bray,Head of Procurement,colm.bray@aldervale.example,01632 960 021
Brook Street Homes,housing association,Ellis Brook,Manager,ellis@brookstreet.example,01632 960 011
Millhaven Council,council,Nora Quill,Procurement Officer,nora.quill@millhaven.example,01632 960 031
Oakshott Council,council,Ravi Sen,Head of Policy,ravi.sen@oakshott.example,01632 960 042
Larch Hill Almshouses,housing association,Ivo Tate,Clerk,clerk@larchhill.example,01632 960 055
"""
# The letters of the first batch; the last contact of the list was not in it.
LETTERS = 5
# Every question that must be answered, on the shortest route.
COMPLETE: Mapping[str, Answer] = {
    "B1": ("employment", "training"),
    "B2": "yes",
    "B3": "working",
    "C1": "yes",
    "C2": "very_satisfied",
    "C4": ("measuring_after",),
    "C5": "fairly_low",
    "C5a": "We asked for social value before the Act did.",
    "D1": "no",
    "D3": "no",
    "D4": "no",
    "E1": "working",
    "F1": ("measurement",),
}


def field_a_wave(actors: dict[str, Actor], *, at: datetime) -> None:
    lead = actors["Priya Nair"]
    began = at - timedelta(days=18)
    with as_tenant(lead.organisation_id):
        ref = _opened(lead, began)
        _write(lead, ref, began)
        _answered(lead, ref, "Hester Wray", COMPLETE, at - timedelta(days=12))
        differs: Mapping[str, Answer] = {
            "C2": "dissatisfied",
            "C5a": "Most of our contracts are too small for it.",
        }
        _answered(lead, ref, "Colm Bray", differs, at - timedelta(days=9))
        begun: Mapping[str, Answer] = {"B1": ("health",), "B2": "considering"}
        _answered(lead, ref, "Ellis Brook", begun, at - timedelta(days=5), send=False)
        _called(lead, ref, at)
        wave = _now(lead, ref)
        wanted = {
            (each.sector, each.size_band): each.organisations
            for each in strata_of(wave)
            if each.organisations
        }
        quotas.set_quotas(by=lead, wave=wave, wanted=wanted)


def _opened(lead: Actor, began: datetime) -> str:
    """The wave in the field, with its frame and one trial; its reference."""
    on = began.date()
    wave = waves.draft(
        by=lead,
        details=waves.Details(
            title=TITLE,
            sponsor="Fernborough Council",
            target="Every council and housing association that works in or beside Fernborough.",
            estimand=Estimand.ORGANISATIONS.value,
            sectors=("local_authority", "housing_association"),
            nation="",
            partners=(),
            opens_on=on,
            closes_on=on + timedelta(days=50),
            embargo_until=None,
            contacts_kept_until=on + timedelta(days=110),
        ),
    )
    instruments.take(by=lead, wave=wave, taken=from_2014(), on=on - timedelta(days=20))
    earlier = began - timedelta(days=10)
    record = upload(
        by=lead,
        wave=wave,
        source="Contacts of the Fernshire partnership",
        terms="Given for this survey alone; everyone was told that they stand in it.",
        name="contacts-first-time.csv",
        content=CONTACTS.encode(),
        at=earlier,
    )
    waiting = waiting_list(owner=lead.organisation_id, ref=record.ref)
    if waiting is None:
        raise LookupError(record.ref)
    take_list(by=lead, waiting=waiting, at=earlier)
    now = _now(lead, wave.ref)
    waves.move(by=lead, wave=now, to="piloting", seen=now.version, on=on - timedelta(days=3))
    trial = answering.begin_trial(by=lead, wave=_now(lead, wave.ref), at=began - timedelta(days=2))
    given = answering.Given({"G1": "yes"}, ("G1",))
    answering.keep_trial(
        by=lead, interview=trial, instrument=shipped_instrument(OF_2014), given=given, at=earlier
    )
    now = _now(lead, wave.ref)
    waves.move(by=lead, wave=now, to="fielding", seen=now.version, on=on)
    return wave.ref


def _write(lead: Actor, ref: str, at: datetime) -> None:
    """The first batch, as the job writes it."""
    instrument = shipped_instrument(OF_2014)
    mailing, _ = invitations.ask_to_invite(
        by=lead,
        wave=_now(lead, ref),
        instrument=instrument,
        number=1,
        most=LETTERS,
        words="Your answers help the partnership to buy better together.",
        on=at.date(),
        at=at,
    )
    for _ in range(2):
        found = mailing_of(owner=lead.organisation_id, ref=mailing.ref)
        if found is None:
            raise LookupError(mailing.ref)
        mailing = found
        if not mailing.letters:
            invitations.write_few(
                by=lead, mailing=mailing, instrument=instrument, few=LETTERS, on=at.date(), at=at
            )
    invitations.finish(by=lead, mailing=mailing, at=at)


def _answered(
    lead: Actor, ref: str, name: str, answers: Mapping[str, Answer], at: datetime, *, send: bool = True
) -> None:
    contact = _contact(lead, ref, name)
    interview = answering.keep_own(
        contact=contact,
        instrument=shipped_instrument(OF_2014),
        given=answering.Given(answers, tuple(answers)),
        on=at.date(),
        at=at,
    )
    if send:
        answering.send(interview=interview, by=None, on=at.date(), at=at)


def _called(lead: Actor, ref: str, at: datetime) -> None:
    """One interview on the telephone, one who is called again at an appointment, and one whom nobody answered for."""
    instrument = shipped_instrument(OF_2014)
    nora, when = _contact(lead, ref, "Nora Quill"), at - timedelta(days=4)
    given = answering.Given({**COMPLETE, "B2": "considering", "B3": "no_plans"}, tuple(COMPLETE))
    answering.keep_for(by=lead, contact=nora, instrument=instrument, given=given, on=when.date(), at=when)
    interview = interview_of(nora)
    if interview is not None:
        answering.send(interview=interview, by=lead, on=when.date(), at=when)
    ravi = _contact(lead, ref, "Ravi Sen")
    calls.note_call(
        by=lead,
        contact=ravi,
        outcome="2.21",
        note="In a meeting; would rather talk one morning.",
        on=when.date(),
        at=when,
    )
    day = working_days((at + timedelta(days=1)).date(), (at + timedelta(days=5)).date(), most=1)[0]
    slot = slots_of(day, zone=LONDON, after=at)[2]
    calls.make_appointment(by=lead, contact=ravi, starts_at=slot, on=at.date(), at=at)
    ivo = _contact(lead, ref, "Ivo Tate")
    calls.note_call(by=lead, contact=ivo, outcome="3.13", note="", on=when.date(), at=when)


def _contact(lead: Actor, ref: str, name: str) -> Any:
    wave = _now(lead, ref)
    found = next(
        each
        for organisation in organisations_of(wave)
        for each in contacts_of(organisation)
        if each.name == name
    )
    return contact_of(wave=wave, ref=found.ref)


def _now(lead: Actor, ref: str) -> Any:
    """The wave as it stands."""
    wave = wave_of(owner=lead.organisation_id, ref=ref)
    if wave is None:
        raise LookupError(ref)
    return wave
