"""What the law answered for a procurement, as it was put on record, and what has to be recorded by which day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.define.queries.law import law_version
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.differences import differences
from fourfold.define.rules.law.facts import Vat
from fourfold.define.rules.law.on_record import read_again
from fourfold.ground.kernel.dated_rules import Moment
from fourfold.integrate.models import Award, Contract, OpeningKey, StoredRuling
from fourfold.integrate.queries.gate import facts_now
from fourfold.integrate.rules.likely_authority import likely_authority, likely_nation
from fourfold.integrate.rules.record_days import record_days

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from fourfold.define.rules.law.answers import Ruling
    from fourfold.define.rules.law.differences import Differences
    from fourfold.define.rules.law.on_record import OnRecord
    from fourfold.integrate.models import Procurement
    from fourfold.integrate.rules.record_days import RecordDay

__all__ = (
    "RulingOnRecord",
    "StoredRuling",
    "begins_with",
    "is_of_this_law",
    "latest_ruling",
    "moments_of",
    "ruling_of",
    "rulings_of",
    "what_differs",
    "what_to_record",
)


@dataclass(frozen=True, slots=True)
class RulingOnRecord:
    """The row, and what it says. `of_this_law`: no file of the law has been read again since."""

    row: StoredRuling
    said: OnRecord
    of_this_law: bool

    def those(self, *answers: Answer) -> list[Ruling]:
        return [each for each in self.said.rulings if each.answer in answers]


def rulings_of(procurement: Procurement) -> QuerySet[StoredRuling]:
    """The latest first."""
    return StoredRuling.objects.filter(procurement=procurement).select_related("asked_by").order_by("-number")


def ruling_of(procurement: Procurement, number: int) -> RulingOnRecord | None:
    row = rulings_of(procurement).filter(number=number).first()
    return None if row is None else _on_record(row)


def latest_ruling(procurement: Procurement) -> RulingOnRecord | None:
    row = rulings_of(procurement).first()
    return None if row is None else _on_record(row)


def is_of_this_law(row: StoredRuling) -> bool:
    """Whether no dated rule or figure has been read again since."""
    return row.law_version == law_version()


def what_differs(now: RulingOnRecord, earlier: RulingOnRecord) -> Differences:
    return differences(earlier.said, now.said)


def what_to_record(ruling: RulingOnRecord, *, today: date) -> tuple[RecordDay, ...]:
    """The ruling's list of what to record and publish, with the days that the procurement has reached."""
    return record_days(ruling.said.rulings, moments=moments_of(ruling), today=today)


def moments_of(ruling: RulingOnRecord) -> Mapping[Moment, date]:
    """The moments that have come: the beginning as it was given to the law, and what followed as it is on record."""
    procurement = ruling.row.procurement_id
    found = {Moment.BEGINS: ruling.said.facts.on}
    opened = OpeningKey.objects.filter(procurement=procurement).values_list("made_at", flat=True).first()
    if opened is not None:
        found[Moment.TENDER] = timezone.localdate(opened)
    awarded = (
        Award.objects.filter(procurement=procurement, approved_on__isnull=False, set_aside_because="")
        .values_list("approved_on", flat=True)
        .first()
    )
    if awarded is not None:
        found[Moment.AWARD] = awarded
    signed = (
        Contract.objects.filter(procurement=procurement)
        .order_by("signed_on")
        .values_list("signed_on", flat=True)
        .first()
    )
    if signed is not None:
        found[Moment.CONTRACT] = signed
    return found


def begins_with(procurement: Procurement, latest: RulingOnRecord | None) -> dict[str, str]:
    """What a new question begins with, but for its day: the facts asked last; before the first, what is known of the buyer
    and the procurement, as `read_facts` takes them. What is not known is left out.
    """
    if latest is not None:
        asked = {name: typed for name, typed in latest.row.body["facts"].items() if name != "on"}
        return {**asked, **_what_is_new(procurement, latest.row)}
    buyer = procurement.owner
    known = {
        "authority": likely_authority(sector=buyer.sector, nation=buyer.nation, name=buyer.name),
        "nation": likely_nation(buyer.nation),
        "kind": procurement.kind,
        "value": procurement.amount,
        "vat": None if procurement.amount is None else Vat.EXCLUDED.value,
    }
    return {name: str(value) for name, value in known.items() if value is not None}


def _what_is_new(procurement: Procurement, row: StoredRuling) -> dict[str, str]:
    """Facts of the procurement that became others since, as the form takes them."""
    then, now = row.about or facts_now(procurement), facts_now(procurement)
    found = {} if then["kind"] == now["kind"] else {"kind": now["kind"]}
    if then["amount"] != now["amount"] and now["amount"] is not None:
        found |= {"value": now["amount"], "vat": Vat.EXCLUDED.value}
    return found


def _on_record(row: StoredRuling) -> RulingOnRecord:
    return RulingOnRecord(row, read_again(row.body), is_of_this_law(row))
