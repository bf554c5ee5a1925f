"""For whom a competition may be reserved, and what sections 32 and 33 of the Procurement Act 2023 ask for that.

The Order of 2026 is one of the dated rules of law; these two sections are read here, since they ask about the contract and not
about the authority. Worked in `tests/worked_examples/tender_design/reservation.yaml`. It is no legal advice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Reserved(StrEnum):
    NOT = "not"
    SUPPORTED_EMPLOYMENT = "supported_employment"
    MUTUALS = "mutuals"
    UNITED_KINGDOM = "united_kingdom"
    LOCAL = "local"


class Finding(StrEnum):
    MAY = "may"
    MAY_NOT = "may_not"
    UNCERTAIN = "uncertain"


RESERVED_NAMES: Final[Mapping[Reserved, str]] = {
    Reserved.NOT: say("Not reserved: open to every supplier"),
    Reserved.SUPPORTED_EMPLOYMENT: say("Supported employment providers (section 32)"),
    Reserved.MUTUALS: say("Public service mutuals (section 33)"),
    Reserved.UNITED_KINGDOM: say("Suppliers in the United Kingdom (Order of 2026, below the threshold)"),
    Reserved.LOCAL: say("Suppliers in a local area (Order of 2026, below the threshold)"),
}
BY_THE_ORDER: Final = frozenset({Reserved.UNITED_KINGDOM, Reserved.LOCAL})
SECTION_32: Final = "https://www.legislation.gov.uk/ukpga/2023/54/section/32"
SECTION_33: Final = "https://www.legislation.gov.uk/ukpga/2023/54/section/33"
LEAST_SHARE: Final = 30
LONGEST_YEARS: Final = 5


@dataclass(frozen=True, slots=True)
class Read:
    """What a section says of this contract. `source` names it, `href` is where it was read, on 28 November 2026."""

    finding: Finding
    words: str
    source: str
    href: str


def section_32() -> Read:
    """Any contract; it is the supplier who must be of the kind."""
    return Read(
        Finding.MAY,
        say(
            "A competitive flexible procedure may be for supported employment providers alone: bodies that give employment, "
            "or support "
            "with it, to disabled or disadvantaged people, who are at least {share}% of the workforce that performs the "
            "contract. A tender "
            "of anybody else is then disregarded.",
            share=LEAST_SHARE,
        ),
        say("Procurement Act 2023, section 32"),
        SECTION_32,
    )


def section_33(*, services: bool, starts_on: date | None, ends_on: date | None) -> Read:
    """Certain light touch services alone, and for five years at most."""
    source = say("Procurement Act 2023, section 33")
    if not services:
        words = say(
            "Only contracts for certain light touch services may be reserved to public service mutuals."
        )
        return Read(Finding.MAY_NOT, words, source, SECTION_33)
    if starts_on is None or ends_on is None:
        words = say("Whether it lasts {years} years or less is not known yet.", years=LONGEST_YEARS)
        return Read(Finding.UNCERTAIN, words, source, SECTION_33)
    if ends_on >= _years_after(starts_on, LONGEST_YEARS):
        words = say(
            "A contract that may last more than {years} years cannot be reserved to mutuals.",
            years=LONGEST_YEARS,
        )
        return Read(Finding.MAY_NOT, words, source, SECTION_33)
    return Read(
        Finding.UNCERTAIN,
        say(
            "It lasts {years} years or less. It may be reserved if it is for light touch services that the regulations name "
            "as reservable, "
            "which you must check; and a mutual that got such a contract from you for the same services in the last three "
            "years may not bid.",
            years=LONGEST_YEARS,
        ),
        source,
        SECTION_33,
    )


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        # 29 February: the term is full at the end of the 28th.
        return day.replace(year=day.year + years, month=3, day=1)
