"""A batch of what was published, written into the register: what is new, which entry it speaks for, and who is named."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.organisations.queries import FoundBy, match_name
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.changes import change
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.actions.register_totals import Moved, hold_register
from fourfold.integrate.models import (
    ReceivedRelease,
    RegisterCriterion,
    RegisterEntry,
    RegisterParty,
    ReleaseAgain,
    SpendLine,
)
from fourfold.integrate.rules.published import Published, Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from fourfold.ground.organisations.queries import Match
    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import RegisterImport
    from fourfold.integrate.rules.published import PublishedParty, Tally


@contextmanager
def writing_for(by: Actor | None, owner: Organisation, reason: str) -> Iterator[None]:
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


def take_batch(
    record: RegisterImport,
    organisation: Organisation,
    batch: Sequence[Published | Said],
    tally: Tally,
    matches: Matches,
) -> None:
    hold_register(record.owner_id)
    read = [item for item in batch if isinstance(item, Published)]
    moved = Moved(record.owner_id)
    had = {
        release.sha256: release
        for release in ReceivedRelease.objects.filter(
            owner=organisation, sha256__in=[one.sha256 for one in read]
        ).defer("body")
    }
    _hold_again(record, [had[one.sha256] for one in read if one.sha256 in had])
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
    paid = [(one, release) for one, release in zip(new, received, strict=True) if one.spend is not None]
    moved.add_payments(_write_spend(record, paid, tally, matches))
    # Of several releases of one procurement in a batch only the last to speak is written out.
    standing: dict[str, RegisterEntry] = {
        entry.ocid: entry
        for entry in RegisterEntry.objects.filter(
            owner=organisation, ocid__in=[one.ocid for one in new if one.spend is None]
        )
    }
    speaks: dict[str, tuple[Published, ReceivedRelease]] = {}
    for one, release in zip(new, received, strict=True):
        tally.say(one.remarks)
        if one.spend is not None:
            continue
        before = speaks[one.ocid][0].released_at if one.ocid in speaks else None
        if one.ocid not in speaks and one.ocid in standing:
            before = standing[one.ocid].released_at
        known = one.ocid in speaks or one.ocid in standing
        if known and is_older(one.released_at, before):
            words = say(
                "A later release of this procurement is here already; this one is kept and does not change the entry"
            )
            tally.say([Said("release_older", one.where, words, ocid=one.ocid)])
        else:
            speaks[one.ocid] = (one, release)
    write_entries(record, speaks, standing, tally, matches, moved)
    moved.write()


def is_older(moment: datetime | None, than: datetime | None) -> bool:
    """A release without a date never speaks before one that has a date; of two without, the one that came later does."""
    if than is None:
        return False
    return moment is None or moment < than


def _hold_again(record: RegisterImport, releases: Iterable[ReceivedRelease]) -> None:
    """Remembers that this file held them too. A file that is completed holds what it brought once."""
    ReleaseAgain.objects.bulk_create(
        (
            _child(ReleaseAgain, record, received_in=record, release=release)
            for release in releases
            if release.received_in_id != record.pk
        ),
        ignore_conflicts=True,
    )


def _write_spend(
    record: RegisterImport,
    paid: Sequence[tuple[Published, ReceivedRelease]],
    tally: Tally,
    matches: Matches,
) -> list[SpendLine]:
    lines = []
    for one, release in paid:
        (supplier,) = one.parties
        match = matches.of(supplier, one.day)
        tally.parties += 1
        tally.matched += match.organisation is not None
        lines.append(
            _child(SpendLine, record, release=release, supplier=match.organisation, **(one.spend or {}))
        )
    return SpendLine.objects.bulk_create(lines)


def write_entries(
    record: RegisterImport,
    speaks: dict[str, tuple[Published, ReceivedRelease]],
    standing: dict[str, RegisterEntry],
    tally: Tally,
    matches: Matches,
    moved: Moved,
) -> None:
    """Each entry as the release that speaks for it says, in place of what stood there."""
    fresh: list[RegisterEntry] = []
    rewritten: list[RegisterEntry] = []
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
            moved.take_away(entry)
            for name, value in values.items():
                setattr(entry, name, value)
            entry.version += 1
            entry.save()
            rewritten.append(entry)
        moved.add(standing[ocid])
    if rewritten:
        RegisterParty.objects.filter(entry__in=rewritten).delete()
        RegisterCriterion.objects.filter(entry__in=rewritten).delete()
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


class Matches:
    """Who each party is, asked once for each way it is named."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[tuple[str, str], ...], date | None], Match] = {}

    def of(self, party: PublishedParty, on: date | None) -> Match:
        key = (party.name, party.identifiers, on)
        if key not in self._known:
            self._known[key] = match_name(party.name, party.identifiers, on=on)
        return self._known[key]
