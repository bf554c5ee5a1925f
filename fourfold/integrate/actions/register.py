"""The register of procurements as their buyers published them: a file comes in, in whole batches."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction

from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.organisations.queries import FoundBy, match_name
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed, check_role, check_still_there
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Role
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.models import (
    ReceivedRelease,
    RegisterCriterion,
    RegisterEntry,
    RegisterImport,
    RegisterParty,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from fourfold.ground.jobs.tables import Job
    from fourfold.ground.organisations.queries import Match
    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.actor import Actor

# The kind of job that takes in a large file.
IMPORT = "integrate.import_ocds"
MAY_IMPORT = (Role.COMMISSIONER, Role.LEAD, Role.ADMINISTRATOR)
# More remarks than this are counted and not kept one by one.
MOST_REMARKS = 5_000


@dataclass(frozen=True, slots=True)
class Said:
    """A remark for the report: what, where in the file, in words. `severity` is "note" or "left_out". `ocid` names the
    procurement it is about, where that is known, so that its own page can show it.
    """

    code: str
    where: str
    words: str
    severity: str = "note"
    ocid: str = ""


@dataclass(frozen=True, slots=True)
class PublishedParty:
    name: str
    roles: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    where: str
    is_buyer: bool = False


@dataclass(frozen=True, slots=True)
class PublishedCriterion:
    lot: str
    family: str
    title: str
    weight_text: str
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class Published:
    """A release as the register keeps it. `entry` holds the columns of the entry but its buyer, within their lengths."""

    ocid: str
    release_id: str
    released_at: datetime | None
    day: date | None
    sha256: str
    body: bytes
    entry: dict[str, Any]
    parties: tuple[PublishedParty, ...]
    criteria: tuple[PublishedCriterion, ...]
    remarks: tuple[Said, ...]
    where: str


@dataclass(frozen=True, slots=True)
class FileTaken:
    """Where a register came from."""

    name: str
    sha256: str
    file_format: str
    publisher: str
    licence: str


@dataclass(slots=True)
class Tally:
    """What has become of the file so far. Parties are counted once for each release that names them."""

    releases: int = 0
    taken: int = 0
    unchanged: int = 0
    left_out: int = 0
    parties: int = 0
    matched: int = 0
    remarks: list[Said] = field(default_factory=list)
    remarks_not_kept: int = 0

    def say(self, remarks: Iterable[Said]) -> None:
        for remark in remarks:
            if len(self.remarks) < MOST_REMARKS:
                self.remarks.append(remark)
            else:
                self.remarks_not_kept += 1


def check_can_import(by: Actor) -> None:
    check_still_there(by)
    check_role(by, *MAY_IMPORT, to=say("import a register"))


def can_import(by: Actor) -> bool:
    try:
        check_can_import(by)
    except NotAllowed:
        return False
    return True


def ask_to_import(*, by: Actor, name: str, content: bytes, at: datetime) -> Job:
    """Has the file taken into the register of the actor's organisation after the page has answered, under their name."""
    check_can_import(by)
    with change(by=by, owner=by.organisation_id, reason=say("Asked for the import of {name}", name=name)):
        return enqueue(
            kind=IMPORT,
            title=say("Import of {name}", name=name),
            owner=by.organisation_id,
            by=by,
            file=(name, content),
            at=at,
        )


@contextmanager
def _writing(by: Actor | None, owner: Organisation, reason: str) -> Iterator[None]:
    """The actor's change, or that of a command, which acts as no person for the organisation."""
    if by is not None:
        with change(by=by, owner=owner.pk, reason=reason):
            yield
        return
    with (
        transaction.atomic(),
        declared(person=None, organisation=owner.pk, reason=say("{reason} (command line)", reason=reason)),
        as_tenant(owner.pk),
    ):
        yield


def take_in(
    *,
    by: Actor | None,
    organisation: Organisation,
    file: FileTaken,
    batches: Iterable[Sequence[Published | Said]],
    at: datetime,
    now: Callable[[], datetime],
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[RegisterImport, Tally]:
    """Takes a file into the organisation's register, one transaction for each batch.

    A release that the organisation has already is left as it stands, so taking the same file again changes nothing but
    adds a record of the import. Should it break off, the batches before stand whole, and taking the file again
    completes them. `by` is None for a command; `progress` is told how many releases are done.
    """
    if by is not None:
        check_can_import(by)
    reason = say("Imported {name} into the register", name=file.name)
    tally = Tally()
    matches = _Matches()
    with _writing(by, organisation, reason):
        ref = new_reference()
        record: RegisterImport = RegisterImport.objects.create(
            owner=organisation,
            ref=ref,
            root=ref,
            file_name=file.name[:250],
            sha256=file.sha256,
            file_format=file.file_format,
            publisher=file.publisher[:250],
            licence=file.licence[:300],
            at=at,
        )
    for batch in batches:
        with _writing(by, organisation, reason):
            _take_batch(record, organisation, batch, tally, matches)
            _write_down(record, tally)
        progress(tally.releases)
    with _writing(by, organisation, reason):
        record.finished_at = now()
        _write_down(record, tally)
    return record, tally


def _write_down(record: RegisterImport, tally: Tally) -> None:
    record.releases, record.taken, record.unchanged = tally.releases, tally.taken, tally.unchanged
    record.left_out, record.matched = tally.left_out, tally.matched
    record.remarks = [
        {
            "code": said.code,
            "where": said.where,
            "words": said.words,
            "severity": said.severity,
            **({"ocid": said.ocid} if said.ocid else {}),
        }
        for said in tally.remarks
    ]
    if tally.remarks_not_kept:
        words = say(
            "{remarks_not_kept} more remarks were not kept one by one",
            remarks_not_kept=f"{tally.remarks_not_kept:,}",
        )
        record.remarks.append(
            {"code": "more_remarks", "where": say("the whole file"), "words": words, "severity": "note"}
        )
    record.save()


def _take_batch(
    record: RegisterImport,
    organisation: Organisation,
    batch: Sequence[Published | Said],
    tally: Tally,
    matches: _Matches,
) -> None:
    read = [item for item in batch if isinstance(item, Published)]
    had = set(
        ReceivedRelease.objects.filter(
            owner=organisation, sha256__in=[one.sha256 for one in read]
        ).values_list(
            "sha256",
            flat=True,
        ),
    )
    for item in batch:
        if isinstance(item, Said):
            tally.say([item])
            if item.severity == "left_out":
                tally.left_out += 1
                tally.releases += 1
        elif item.sha256 in had:
            tally.unchanged += 1
            tally.releases += 1
    new = [one for one in read if one.sha256 not in had]
    tally.releases += len(new)
    tally.taken += len(new)
    received = ReceivedRelease.objects.bulk_create(
        _child(
            ReceivedRelease,
            record,
            received_in=record,
            ocid=one.ocid,
            release_id=one.release_id,
            released_at=one.released_at,
            sha256=one.sha256,
            body=one.body,
        )
        for one in new
    )
    # Of several releases of one procurement in a batch only the last to speak is written out.
    standing: dict[str, RegisterEntry] = {
        entry.ocid: entry
        for entry in RegisterEntry.objects.filter(owner=organisation, ocid__in=[one.ocid for one in new])
    }
    speaks: dict[str, tuple[Published, ReceivedRelease]] = {}
    for one, release in zip(new, received, strict=True):
        tally.say(one.remarks)
        before = speaks[one.ocid][0].released_at if one.ocid in speaks else None
        if one.ocid not in speaks and one.ocid in standing:
            before = standing[one.ocid].released_at
        known = one.ocid in speaks or one.ocid in standing
        if known and _is_older(one.released_at, before):
            words = say(
                "A later release of this procurement is here already; this one is kept and does not change the entry"
            )
            tally.say([Said("release_older", one.where, words, ocid=one.ocid)])
        else:
            speaks[one.ocid] = (one, release)
    _write_entries(record, speaks, standing, tally, matches)


def _is_older(moment: datetime | None, than: datetime | None) -> bool:
    """A release without a date never speaks before one that has a date; of two without, the one that came later does."""
    if than is None:
        return False
    return moment is None or moment < than


def _write_entries(
    record: RegisterImport,
    speaks: dict[str, tuple[Published, ReceivedRelease]],
    standing: dict[str, RegisterEntry],
    tally: Tally,
    matches: _Matches,
) -> None:
    fresh: list[RegisterEntry] = []
    found: dict[str, list[tuple[PublishedParty, Match]]] = {}
    for ocid, (one, release) in speaks.items():
        found[ocid] = [(party, matches.of(party, one.day)) for party in one.parties]
        buyer = next((match.organisation for party, match in found[ocid] if party.is_buyer), None)
        entry = standing.get(ocid)
        values = {**one.entry, "release": release, "released_at": one.released_at, "buyer": buyer}
        if entry is None:
            ref = new_reference()
            fresh.append(RegisterEntry(owner_id=record.owner_id, ref=ref, root=ref, ocid=ocid, **values))
            standing[ocid] = fresh[-1]
        else:
            for name, value in values.items():
                setattr(entry, name, value)
            entry.version += 1
            entry.save()
            entry.parties.all().delete()
            entry.criteria.all().delete()
    RegisterEntry.objects.bulk_create(fresh)
    parties: list[RegisterParty] = []
    criteria: list[RegisterCriterion] = []
    for ocid, (one, _) in speaks.items():
        entry = standing[ocid]
        for party, match in found[ocid]:
            parties += _party_rows(entry, party, match)
            tally.parties += 1
            tally.matched += match.organisation is not None
            if match.by is FoundBy.SEVERAL:
                tally.say([_ambiguous(entry, party, match)])
        criteria += [
            _child(
                RegisterCriterion,
                entry,
                entry=entry,
                lot=row.lot,
                family=row.family,
                title=row.title,
                weight_text=row.weight_text,
                weight=row.weight,
            )
            for row in one.criteria
        ]
    RegisterParty.objects.bulk_create(parties)
    RegisterCriterion.objects.bulk_create(criteria)


def _party_rows(entry: RegisterEntry, party: PublishedParty, match: Match) -> list[RegisterParty]:
    scheme, code = next(iter(party.identifiers), ("", ""))
    return [
        _child(
            RegisterParty,
            entry,
            entry=entry,
            role=role,
            name=party.name,
            scheme=scheme,
            code=code,
            organisation=match.organisation,
            matched_by=match.by.value if match.organisation else "",
        )
        for role in party.roles or ("",)
    ]


def _ambiguous(entry: RegisterEntry, party: PublishedParty, match: Match) -> Said:
    names = say_joined(list(dict.fromkeys(f"{one.name} ({one.ref})" for one in match.candidates)), last="or")
    words = say("“{name}” may be {names}; it was matched to none of them", name=party.name, names=names)
    return Said("party_ambiguous", party.where, words, ocid=entry.ocid)


def _child(table: type[Any], whole: Any, **values: Any) -> Any:
    """A row with a reference of its own below `whole`, which opens it."""
    return table(owner_id=whole.owner_id, ref=new_reference(), root=whole.root, **values)


class _Matches:
    """Who each party is, asked once for each way it is named."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[tuple[str, str], ...], date | None], Match] = {}

    def of(self, party: PublishedParty, on: date | None) -> Match:
        key = (party.name, party.identifiers, on)
        if key not in self._known:
            self._known[key] = match_name(party.name, party.identifiers, on=on)
        return self._known[key]
