"""A file in the Open Contracting Data Standard, taken into an organisation's register."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, time
from decimal import Decimal
from itertools import chain, islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.integrate.actions.register import take_in
from fourfold.integrate.exchange.batches import BATCH, in_batches
from fourfold.integrate.exchange.ocds import (
    NotOcds,
    ReadRelease,
    Remark,
    Severity,
    count_ocds,
    plain,
    read_ocds,
)
from fourfold.integrate.rules.published import FileTaken, Published, PublishedCriterion, PublishedParty, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.exchange.ocds import Moment, PublishedPeriod, ReadCriterion, ReadParty
    from fourfold.integrate.models import RegisterImport
    from fourfold.integrate.rules.published import Tally

PENNY = Decimal("0.01")
LONDON = ZoneInfo("Europe/London")
LONGEST_TITLE = 2_000
FILE_FORMAT = "OCDS 1.1"

__all__ = ["NotOcds", "Report", "how_many", "import_ocds", "read_received"]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file. `record` is kept; its page shows the same."""

    record: RegisterImport
    tally: Tally

    @property
    def left_out_because(self) -> list[Said]:
        return [said for said in self.tally.remarks if said.severity == Severity.LEFT_OUT]


def import_ocds(
    *,
    by: Actor | None,
    organisation: Organisation,
    content: bytes,
    name: str,
    at: datetime,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Takes the file `content`, called `name`, into the register of `organisation`. `by` is None for a command.

    Raises NotOcds, with what is wrong and what to do, before anything is written.
    """
    items = read_ocds(content)
    publication = _Publication()
    first = list(islice(_published(items, publication), BATCH))
    file = FileTaken(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        file_format=FILE_FORMAT,
        publisher=publication.publisher,
        licence=publication.licence,
    )
    record, tally = take_in(
        by=by,
        organisation=organisation,
        file=file,
        batches=chain([first] if first else [], in_batches(_published(items, publication), BATCH)),
        at=at,
        now=timezone.now,
        progress=progress,
    )
    return Report(record, tally)


def read_received(body: bytes) -> Published:
    """What a release says that was received before."""
    (release,) = (item for item in read_ocds(body) if not isinstance(item, Remark))
    published = _as_published(release)
    if isinstance(published, Said):
        raise NotOcds(published.words, to_do=say("Import the file again"))
    return published


def how_many(content: bytes) -> int:
    """How many releases the file holds. Raises NotOcds as `import_ocds` does, and writes nothing."""
    return count_ocds(content)


@dataclass(slots=True)
class _Publication:
    """What the first release's envelope says of the file."""

    publisher: str = ""
    licence: str = ""


def _published(
    items: Iterator[ReadRelease | Remark], publication: _Publication
) -> Iterator[Published | Said]:
    for item in items:
        if isinstance(item, Remark):
            yield _said(item)
            continue
        publication.publisher = publication.publisher or item.publication.publisher
        publication.licence = publication.licence or item.publication.licence
        yield _as_published(item)


def _said(remark: Remark) -> Said:
    return Said(remark.code, remark.where, remark.words, remark.severity.value)


class _Columns:
    """Cuts texts to what the columns hold, and says so: nothing is shortened in silence."""

    def __init__(self, release: ReadRelease) -> None:
        self.where = say("release {index}", index=release.index + 1)
        self.remarks: list[Said] = []

    def text(self, text: str, longest: int, what: str) -> str:
        if len(text) > longest:
            words = say(
                "{what} has {number} characters; the first {longest} are shown here and all are kept as "
                "received",
                what=what,
                number=f"{len(text):,}",
                longest=longest,
            )
            self.remarks.append(Said("cut_short", self.where, words))
        return text[:longest]


def _as_published(release: ReadRelease) -> Published | Said:
    columns = _Columns(release)
    if len(release.ocid) > 250:  # noqa: PLR2004  (the column's length)
        words = say(
            "The ocid has {number} characters; at most 250 can be kept", number=f"{len(release.ocid):,}"
        )
        return Said("ocid_too_long", columns.where, words, Severity.LEFT_OUT.value)
    entry = _entry(release, columns)
    parties = _parties(release, columns)
    criteria = tuple(
        _criterion(columns, lot, criterion)
        for lot, criterion in (
            *(("", criterion) for criterion in release.criteria),
            *((lot.lot_id, criterion) for lot in release.lots for criterion in lot.criteria),
        )
    )
    moment = release.date
    return Published(
        ocid=release.ocid,
        release_id=columns.text(release.release_id, 250, say("The release’s id")),
        released_at=_when(moment),
        day=moment.day if moment else None,
        sha256=release.sha256,
        body=release.body,
        entry=entry,
        parties=parties,
        criteria=criteria,
        remarks=tuple(
            replace(said, ocid=release.ocid) for said in (*map(_said, release.remarks), *columns.remarks)
        ),
        where=columns.where,
    )


def _when(moment: Moment | None) -> datetime | None:
    """The moment said; of a day alone, its beginning in London, which the reader has remarked on."""
    if moment is None or moment.day is None:
        return None
    return moment.at or datetime.combine(moment.day, time.min, tzinfo=LONDON)


def _entry(release: ReadRelease, columns: _Columns) -> dict[str, Any]:
    value, buyer = release.value, release.buyer
    amount = value.amount if value else None
    if amount is not None and amount != amount.quantize(PENNY):
        columns.remarks.append(
            Said(
                "amount_to_the_penny",
                columns.where,
                say("The value {amount} is shown to the penny and kept as received", amount=amount),
            ),
        )
        amount = amount.quantize(PENNY)
    period = _contract_period(release)
    return {
        "title": columns.text(release.title_plain, LONGEST_TITLE, say("The title"))
        or say("No title was published"),
        "description": release.description_plain,
        "status": columns.text(release.status, 40, say("The status")),
        "kind": columns.text(release.category, 20, say("The category")),
        "method": columns.text(release.method_details or release.method, 300, say("The procedure")),
        "amount": amount,
        "currency": columns.text(value.currency, 3, say("The currency")) if value else "",
        "buyer_name": columns.text(plain(buyer.name), 300, say("The buyer’s name")) if buyer else "",
        "cpv": columns.text(release.cpv_codes[0], 20, say("The CPV code")) if release.cpv_codes else "",
        "closes_at": release.tender_period.end.at
        if release.tender_period and release.tender_period.end
        else None,
        "starts_on": _day(period.start) if period else None,
        "ends_on": _day(period.end) if period else None,
        "mentions_social_value": bool(release.social_value_words),
    }


def _contract_period(release: ReadRelease) -> PublishedPeriod | None:
    """That of the tender; where it has but one lot, the lot's."""
    if release.contract_period is not None or len(release.lots) != 1:
        return release.contract_period
    return release.lots[0].contract_period


def _day(moment: Moment | None) -> date | None:
    return moment.day if moment else None


def _parties(release: ReadRelease, columns: _Columns) -> tuple[PublishedParty, ...]:
    named = list(release.parties)
    if release.buyer is not None and release.buyer not in named:
        named.insert(0, release.buyer)
    return tuple(_party(columns, party, is_buyer=party == release.buyer) for party in named)


def _party(columns: _Columns, party: ReadParty, *, is_buyer: bool) -> PublishedParty:
    identifiers = tuple(
        (
            columns.text(one.scheme, 40, say("A register’s code")),
            columns.text(one.code, 120, say("An identifier")),
        )
        for one in party.identifiers
    )
    return PublishedParty(
        name=columns.text(plain(party.name), 300, "A party’s name"),
        roles=tuple(dict.fromkeys(columns.text(role, 40, say("A role")) for role in party.roles)),
        # A whole identifier before one that lacks its register or its number.
        identifiers=tuple(sorted(identifiers, key=lambda one: not all(one))),
        where=f"{columns.where}, {party.pointer}",
        is_buyer=is_buyer,
    )


def _criterion(columns: _Columns, lot: str, criterion: ReadCriterion) -> PublishedCriterion:
    return PublishedCriterion(
        lot=columns.text(lot, 60, say("A lot’s id")),
        family=columns.text(criterion.family, 20, say("A criterion’s type")),
        title=columns.text(
            plain(criterion.name) or criterion.family or say("Not named"), 300, say("A criterion’s name")
        ),
        weight_text=columns.text(criterion.weight_text, 60, say("A weight")),
        weight=criterion.weight,
    )
