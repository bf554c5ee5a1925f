"""The bundled figures of need: neighbourhoods among the most deprived tenth of England, by authority."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.reference.lists import BadList, ListedSource, rows_of, sources

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = "imd2025_by_authority.csv"
# The column of the file, and what the indices call it.
DOMAINS: Final = {
    "imd": say("All kinds of deprivation"),
    "income": say("Income"),
    "employment": say("Employment"),
    "education": say("Education, skills and training"),
    "health": say("Health and disability"),
    "crime": say("Crime"),
    "housing_and_services": say("Barriers to housing and services"),
    "environment": say("Living environment"),
}


@dataclass(frozen=True, slots=True)
class Deprivation:
    """Of `areas` neighbourhoods (LSOA of 2021) in an authority, how many are among the most deprived tenth, by domain."""

    areas: int
    worst: Mapping[str, int]


@cache
def deprivation_of_authorities() -> Mapping[str, Deprivation]:
    """By the authority's code, England alone. Raises BadList where the file is damaged."""
    found = {}
    for place, row in rows_of(FILE):
        try:
            numbers = {name: int(row[name]) for name in ("areas", *DOMAINS)}
        except (KeyError, ValueError) as broken:
            raise BadList(f"{place}: {broken!r}") from broken
        areas = numbers.pop("areas")
        if not all(0 <= number <= areas for number in numbers.values()):
            raise BadList(f"{place}: more neighbourhoods than there are")
        found[row["authority"]] = Deprivation(areas, MappingProxyType(numbers))
    return MappingProxyType(found)


def source_of_need() -> ListedSource:
    return next(each for each in sources() if each.file == FILE)
