"""An organisation is found in the directory by what it says of itself, for as long as it wishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.partner.actions.directory_shown import show_no_more, show_to_everyone
from fourfold.partner.models import DirectoryEntry, EntryFact, EntryPlace
from fourfold.partner.rules.directory.evidence import (
    Fact,
    FactKind,
    evidence_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.ground.places.tables import Place

MAY_SPEAK = (Role.SUPPLIER, Role.COMMUNITY, Role.LEAD, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Described:
    """What an organisation says of itself. `facts` are by itself: what a register says is read there."""

    services: str
    strengths: str
    website: str
    size_band: str
    postcode: str
    places: Sequence[Place]
    facts: Sequence[tuple[FactKind, str]]


def check_can_speak(by: Actor) -> None:
    check_role(by, *MAY_SPEAK, to=say("say what the directory shows of it"))


def can_speak(by: Actor) -> bool:
    try:
        check_can_speak(by)
    except NotAllowed:
        return False
    return True


def describe(*, by: Actor, seen: int, described: Described, on: date) -> DirectoryEntry:
    """Everyone may read it from now on. Said again, it replaces what was said before."""
    check_can_speak(by)
    organisation = Organisation.objects.get(pk=by.organisation_id)
    social_enterprise = evidence_of(
        (Fact(kind, value, by_itself=True) for kind, value in described.facts),
        says_so=organisation.sector == "social_enterprise",
    )
    values = {
        "name": organisation.name,
        "sector": organisation.sector,
        "size_band": described.size_band,
        "services": described.services,
        "strengths": described.strengths,
        "website": described.website,
        "postcode": described.postcode,
        "social_enterprise": social_enterprise,
    }
    with change(by=by, owner=organisation.pk, reason=say("Said what the directory shows")):
        entry = DirectoryEntry.objects.filter(owner=organisation, received_in=None).first()
        if entry is None:
            ref = new_reference()
            entry = DirectoryEntry.objects.create(
                owner=organisation, ref=ref, root=ref, organisation=organisation, **values
            )
        else:
            entry = update(entry, version=seen or entry.version, **values)
        entry.places.all().delete()
        for place in dict.fromkeys(described.places):
            EntryPlace.objects.create(owner=organisation, root=entry.root, entry=entry, place=place)
        entry.facts.all().delete()
        for kind, value in dict.fromkeys(described.facts):
            EntryFact.objects.create(
                owner=organisation,
                root=entry.root,
                entry=entry,
                kind=kind,
                value=value,
                read_in=say("What {name} says of itself", name=organisation.name),
                read_on=on,
            )
        show_to_everyone(
            owner=organisation, thing=entry.root, kind="directory entry", on=on, reason=say("Found by buyers")
        )
    return entry


def stop(*, by: Actor, entry: DirectoryEntry, at: datetime) -> None:
    """Nothing of it is shown from now on, and nothing of it is kept but in the trail."""
    check_can_speak(by)
    if entry.owner_id != by.organisation_id or entry.received_in_id is not None:
        raise Refused(say("This is not what your organisation said of itself"))
    with change(by=by, owner=by.organisation_id, reason=say("Is no longer found in the directory")):
        show_no_more(owner=by.organisation_id, thing=entry.root, at=at)
        entry.places.all().delete()
        entry.facts.all().delete()
        DirectoryEntry.objects.filter(pk=entry.pk).delete()
