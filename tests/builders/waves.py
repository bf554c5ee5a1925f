"""Waves of the survey to test with, and lists of contacts drawn from a fixed seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.tracker.actions import answering, instruments, waves
from fourfold.tracker.exchange.frame_list.taking import take_list, upload
from fourfold.tracker.exchange.instrument.shipped import shipped_instrument
from fourfold.tracker.exchange.instrument.stored import OF_2014, from_2014
from fourfold.tracker.models import (
    FrameContact,
    FrameList,
    InstrumentVersion,
    Interview,
    Wave,
    WaveState,
)
from fourfold.tracker.queries.frame_lists import waiting_list
from fourfold.tracker.queries.waves import wave_of
from tests.builders.ground import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.rules.instrument.conditions import Answer

HEADINGS = ("Organisation", "Type", "Contact name", "Job title", "E-mail", "Telephone")
Line = tuple[str, ...]
_POSTS = (
    "Head of Procurement",
    "Chief Executive",
    "Director of Housing",
    "Policy Officer",
    "Community Manager",
)
_FIRST = ("Amira", "Ben", "Chidi", "Dana", "Elis", "Farah", "Gwen", "Hal", "Ines", "Jo")
_LAST = ("Abbott", "Bello", "Clarke", "Dhillon", "Evans", "Flynn", "Green", "Hughes", "Iqbal", "Jones")


def details(**changed: object) -> waves.Details:
    given: dict[str, object] = {
        "title": "Social value in the sector, 2027",
        "sponsor": "Social Enterprise Alliance",
        "target": "All councils and registered housing associations in England.",
        "estimand": "organisations",
        "sectors": ("local_authority", "housing_association"),
        "nation": "",
        "partners": (),
        "opens_on": TODAY,
        "closes_on": TODAY + timedelta(days=60),
        "embargo_until": None,
        "contacts_kept_until": TODAY + timedelta(days=120),
        **changed,
    }
    return waves.Details(**given)  # type: ignore[arg-type]


def a_wave(by: Actor, **changed: object) -> Wave:
    return waves.draft(by=by, details=details(**changed))


def with_a_questionnaire(by: Actor, wave: Wave, *, on: date = TODAY) -> InstrumentVersion:
    with as_tenant(by.organisation_id):
        return instruments.take(by=by, wave=wave, taken=from_2014(), on=on)


def wave_now(wave: Wave) -> Wave:
    with as_tenant(wave.owner_id):
        found = wave_of(owner=wave.owner_id, ref=wave.ref)
    assert found is not None
    return found


def moved(by: Actor, wave: Wave, *states: WaveState, on: date = TODAY) -> Wave:
    for to in states:
        now = wave_now(wave)
        with as_tenant(by.organisation_id):
            waves.move(by=by, wave=now, to=to, seen=now.version, on=on)
    return wave_now(wave)


def a_csv(lines: Iterable[Line], headings: Sequence[str] = HEADINGS) -> bytes:
    return "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in (headings, *lines)).encode()


def uploaded(by: Actor, wave: Wave, lines: Iterable[Line], *, name: str = "contacts.csv") -> FrameList:
    with as_tenant(by.organisation_id):
        return upload(
            by=by, wave=wave, source="Members’ contacts", terms="For this survey alone.",
            name=name, content=a_csv(lines), at=timezone.now(),
        )  # fmt: skip


def taken_in(by: Actor, wave: Wave, lines: Iterable[Line], *, name: str = "contacts.csv") -> FrameList:
    record = uploaded(by, wave, lines, name=name)
    with as_tenant(by.organisation_id):
        waiting = waiting_list(owner=by.organisation_id, ref=record.ref)
        assert waiting is not None
        return take_list(by=by, waiting=waiting, at=timezone.now())


def contacts_drawn(organisations: Sequence[Organisation], *, people: int, seed: int = 2014) -> list[Line]:
    """So many people, each at one of the organisations and each organisation with at least one; the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311  (drawn, not secret)
    chosen = [*organisations, *draw.choices(organisations, k=people - len(organisations))]
    draw.shuffle(chosen)
    lines: list[Line] = []
    for number, organisation in enumerate(chosen):
        name = f"{draw.choice(_FIRST)} {draw.choice(_LAST)}"
        kind = "council" if organisation.sector == "local_authority" else "housing association"
        address = f"{name.replace(' ', '.').lower()}.{number}@body{organisation.pk}.example"
        lines.append((organisation.name, kind, name, draw.choice(_POSTS), address, ""))
    return lines


FIELDED = (
    (
        "Brackenhill Co-operative",
        "housing association",
        "Ana Bell",
        "Director",
        "ana@bracken.example",
        "01632 960 001",
    ),
    ("Brackenhill Co-operative", "housing association", "Ben Cole", "Clerk", "ben@bracken.example", ""),
    ("Wexcombe Council", "council", "Cy Dunn", "Officer", "cy@wexcombe.example", "01632 960 002"),
)


def in_the_field(by: Actor, lines: Iterable[Line] = FIELDED, **changed: object) -> Wave:
    """A wave that is asked today, of three people at two organisations."""
    wave = a_wave(by, **{"opens_on": timezone.localdate(), "closes_on": timezone.localdate() + timedelta(days=60),
                         "contacts_kept_until": timezone.localdate() + timedelta(days=120), **changed})  # fmt: skip
    with_a_questionnaire(by, wave, on=timezone.localdate())
    taken_in(by, wave, lines)
    return moved(by, wave, WaveState.PILOTING, WaveState.FIELDING, on=timezone.localdate())


def contact_named(wave: Wave, name: str) -> FrameContact:
    with as_tenant(wave.owner_id):
        found: FrameContact = FrameContact.objects.select_related(
            "wave", "organisation__organisation", "owner"
        ).get(wave=wave, name=name)
    return found


def answered(contact: FrameContact, answers: Mapping[str, Answer], *, send: bool = False) -> Interview:
    """As the contact answers by the link."""
    with as_tenant(contact.owner_id):
        instrument = shipped_instrument(OF_2014)
        interview = answering.keep_own(
            contact=contact, instrument=instrument, given=answering.Given(answers, tuple(answers)),
            on=timezone.localdate(), at=timezone.now(),
        )  # fmt: skip
        if send:
            interview = answering.send(
                interview=interview, by=None, on=timezone.localdate(), at=timezone.now()
            )
    return interview


# Every question that must be answered, on the shortest route.
SHORTEST: dict[str, Answer] = {
    "B1": ("health",), "B2": "yes", "B3": "no_plans", "C1": "yes", "C2": "satisfied", "C5": "fairly_low", "D1": "no",
    "D3": "no", "D4": "no", "E1": "yes",
}  # fmt: skip
