"""Rows of a list into the frame, so many in one transaction; and out again, but for whom another list has too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import change, update
from fourfold.tracker.actions.waves import check_can_design
from fourfold.tracker.models import (
    ContactListing,
    FrameContact,
    FrameList,
    FrameListState,
    FrameOrganisation,
)
from fourfold.tracker.queries.frame_lists import bodies_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.actor import Actor

LONGEST_KEY = 300


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation as a row of a list names it. `body` is the key of the directory's entry, where it is sure."""

    known_as: str
    name: str
    standing: str
    body: str = ""
    sector: str = ""
    size_band: str = ""
    why: str = ""
    candidates: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A person at a place. `new` where the frame has not got them yet."""

    place: Place
    known_by: str
    row: int
    name: str
    post: str
    email: str
    phone: str


def take_rows(*, by: Actor, record: FrameList, rows: Sequence[Asked]) -> None:
    """Taken again they change nothing: who stands in the frame is only noted as standing in this list as well."""
    check_can_design(by, record.wave)
    with change(by=by, owner=record.owner_id, reason=say("Took in rows of a list of contacts")):
        places = _places(record, rows)
        wave = record.wave
        known = {each.known_by for each in rows}
        here = set(
            FrameContact.objects.filter(wave=wave, known_by__in=known).values_list("known_by", flat=True)
        )
        new = {each.known_by: each for each in reversed(rows) if each.known_by not in here}
        FrameContact.objects.bulk_create(
            [
                FrameContact(
                    owner_id=record.owner_id,
                    ref=new_reference(),
                    root=record.root,
                    wave=wave,
                    organisation=places[each.place.known_as],
                    name=each.name,
                    post=each.post,
                    email=each.email,
                    phone=each.phone,
                    known_by=each.known_by,
                )
                for each in reversed(new.values())
            ]
        )
        _note_listings(record, rows)


def check_can_undo(by: Actor, record: FrameList) -> None:
    check_can_design(by, record.wave)
    if record.state != FrameListState.TAKEN:
        raise NotAllowed(say("Only a list that was taken in can be taken out again."))


def undo(*, by: Actor, record: FrameList) -> int:
    """Takes the list's contacts out, and the organisations that nobody is left at. Says how many people went."""
    check_can_undo(by, record)
    with change(by=by, owner=record.owner_id, reason=say("Took a list of contacts out again")):
        listed = set(ContactListing.objects.filter(frame_list=record).values_list("contact_id", flat=True))
        ContactListing.objects.filter(frame_list=record).delete()
        alone = FrameContact.objects.filter(wave=record.wave, listings=None)
        gone = [pk for pk in alone.values_list("pk", flat=True) if pk in listed]
        for start in range(0, len(gone), 500):
            FrameContact.objects.filter(pk__in=gone[start : start + 500]).delete()
        empty = FrameOrganisation.objects.filter(wave=record.wave).exclude(
            Exists(FrameContact.objects.filter(organisation=OuterRef("pk")))
        )
        # What a person decided about one is kept for the next list that names it.
        empty.filter(decided_by=None).delete()
        update(record, version=record.version, state=FrameListState.UNDONE.value)
    return len(gone)


def _places(record: FrameList, rows: Sequence[Asked]) -> dict[str, FrameOrganisation]:
    wanted = {each.place.known_as[:LONGEST_KEY]: each.place for each in reversed(rows)}
    found = {
        each.known_as: each
        for each in FrameOrganisation.objects.filter(wave=record.wave, known_as__in=list(wanted))
    }
    bodies = bodies_with({place.body for place in wanted.values() if place.body})
    FrameOrganisation.objects.bulk_create(
        [
            FrameOrganisation(**_row(record, place, bodies.get(place.body)))
            for known_as, place in wanted.items()
            if known_as not in found
        ]
    )
    places = {
        each.known_as: each
        for each in FrameOrganisation.objects.filter(wave=record.wave, known_as__in=list(wanted))
    }
    names: dict[str, list[str]] = {}
    for each in rows:
        names.setdefault(each.place.known_as[:LONGEST_KEY], []).append(each.place.name)
    for known_as, listed in names.items():
        there = places[known_as]
        all_names = list(dict.fromkeys([*there.listed_as, *listed]))
        if all_names != there.listed_as:
            places[known_as] = update(there, version=there.version, listed_as=all_names)
    return {each.place.known_as: places[each.place.known_as[:LONGEST_KEY]] for each in rows}


def _row(record: FrameList, place: Place, body: Organisation | None) -> dict[str, Any]:
    """What the directory knows goes before what a list says; a size that it does not know is the list's."""
    return {
        "owner_id": record.owner_id,
        "ref": new_reference(),
        "root": record.root,
        "wave": record.wave,
        "name": place.name if body is None else body.name,
        "known_as": place.known_as[:LONGEST_KEY],
        "organisation": body,
        "sector": place.sector if body is None else body.sector,
        "size_band": body.size_band
        if body is not None and body.size_band != "not_known"
        else place.size_band or "not_known",
        "standing": place.standing,
        "listed_as": [],
        "candidates": list(place.candidates),
        "why": place.why,
    }


def _note_listings(record: FrameList, rows: Sequence[Asked]) -> None:
    keys = dict(
        FrameContact.objects.filter(
            wave=record.wave, known_by__in={each.known_by for each in rows}
        ).values_list("known_by", "pk")
    )
    noted = set(
        ContactListing.objects.filter(frame_list=record, contact__in=list(keys.values())).values_list(
            "contact_id", flat=True
        )
    )
    first = {keys[each.known_by]: each.row for each in reversed(rows)}
    ContactListing.objects.bulk_create(
        [
            ContactListing(
                owner_id=record.owner_id,
                ref=new_reference(),
                root=record.root,
                contact_id=contact,
                frame_list=record,
                row=row,
            )
            for contact, row in first.items()
            if contact not in noted
        ]
    )
