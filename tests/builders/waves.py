"""Waves of the survey to test with, and lists of contacts drawn from a fixed seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.tracker.actions import instruments, waves
from fourfold.tracker.exchange.frame_list.taking import take_list, upload
from fourfold.tracker.exchange.instrument.stored import from_2014
from fourfold.tracker.models import FrameList, InstrumentVersion, Wave, WaveState
from fourfold.tracker.queries.frame_lists import waiting_list
from fourfold.tracker.queries.waves import wave_of
from tests.builders.ground import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fourfold.ground.people.actor import Actor

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
