"""What was published, on its way into the register; and the report of what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from decimal import Decimal

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
    """A release, or a row of a spreadsheet, as the register keeps it. `entry` holds the columns of the entry but its buyer,
    within their lengths.
    """

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
    # The columns of a payment but its supplier, which is the one party; a payment has no entry.
    spend: dict[str, Any] | None = None


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
