"""The bundled national lists, read strictly: a cell that is not what it must be stops the load with file and line.

Where each file comes from, and under which licence, stands in SOURCES.csv beside them and on the page of sources.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.names import matched_as
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import HomeNation, SizeBand, SuccessionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER: Final = Path(__file__).parent

# The lists of the org-id guide in which councils are numbered. The government closed these registers in 2021; mySociety
# goes on numbering in the same way, and 13 bodies made since (Cumberland, West Yorkshire …) have its codes only.
COUNCIL_SCHEMES: Final = {
    HomeNation.ENGLAND: "GB-LAE",
    HomeNation.SCOTLAND: "GB-LAS",
    HomeNation.WALES: "GB-PLA",
    HomeNation.NORTHERN_IRELAND: "GB-LANI",
}
# Statistical areas are numbered by the Office for National Statistics; the guide has no list of them.
AREA_SCHEME: Final = "GSS"
PROVIDER_SCHEME: Final = "GB-SHPE"

# The edges between the bands of councils, which the 2014 survey names.
FEWER_PEOPLE: Final = 80_000
MORE_PEOPLE: Final = 300_000

_NATIONS: Final = {str(nation.label): nation for nation in HomeNation}


class BadList(Exception):
    """A bundled list is damaged; the message says in which file and line."""


@dataclass(frozen=True, slots=True)
class Council:
    code: str
    name: str
    short_name: str
    other_names: tuple[str, ...]
    nation: HomeNation
    region: str
    kind: str
    # Today's statistical code first, then former ones; empty for bodies that ended before such codes were listed.
    areas: tuple[str, ...]
    old_ons_code: str
    population: int | None
    latitude: Decimal | None
    longitude: Decimal | None
    exists_from: date | None
    exists_until: date | None
    replaced_by: tuple[str, ...]

    @property
    def scheme(self) -> str:
        return COUNCIL_SCHEMES[self.nation]

    @property
    def size_band(self) -> SizeBand:
        return size_band_of(self.population)


@dataclass(frozen=True, slots=True)
class Provider:
    name: str
    number: str
    registered: date
    designation: str
    form: str

    @property
    def is_council(self) -> bool:
        return self.designation == "Local authority"


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A line of SOURCES.csv, with its columns."""

    file: str
    title: str
    publisher: str
    href: str
    licence: str
    licence_href: str
    attribution: str
    state: str
    read: date
    sha256_of_original: str
    changes: str


@dataclass(frozen=True, slots=True)
class Ending:
    """One body that another followed."""

    predecessor: str
    successor: str
    kind: SuccessionKind
    on: date
    # The order that made it law, where the bundled list of orders has it.
    source: str
    source_href: str


def size_band_of(population: int | None) -> SizeBand:
    """The bands of the 2014 survey: under 80,000; 80,000 to 300,000, both included; over 300,000."""
    if population is None:
        return SizeBand.NOT_KNOWN
    if population < FEWER_PEOPLE:
        return SizeBand.POPULATION_UNDER_80K
    if population <= MORE_PEOPLE:
        return SizeBand.POPULATION_80K_300K
    return SizeBand.POPULATION_OVER_300K


def rows_of(name: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The lines of a bundled file by their headings, each with its place in words. Raises BadList."""
    return _rows(name)


def sources() -> list[ListedSource]:
    return [
        ListedSource(**{**row, "read": date.fromisoformat(row["read"])})  # type: ignore[arg-type]
        for _, row in _rows("SOURCES.csv")
    ]


def councils() -> list[Council]:
    """Every council and combined authority of the list, with the last day of those that ended.

    The list gives as end either the last day or the day on which the successor began; where a successor began on the
    day given, the last day is the one before.
    """
    names: dict[str, list[str]] = {}
    for _, row in _rows("la_name_to_registry.csv"):
        names.setdefault(row["local-authority-code"], []).append(row["la-name"])
    added = {row["local-authority-code"]: row["replaced-by"] for _, row in _rows("successions_added.csv")}
    began = {row["local-authority-code"]: row["start-date"] for _, row in _rows("uk_local_authorities.csv")}
    found = []
    for place, row in _rows("uk_local_authorities.csv"):
        try:
            code = row["local-authority-code"]
            replaced_by = _several(row["replaced-by"] or added.get(code, ""))
            until = _day(row["end-date"])
            if until is not None and row["end-date"] in {began[successor] for successor in replaced_by}:
                until -= timedelta(days=1)
            found.append(
                Council(
                    code=code,
                    name=" ".join(row["official-name"].split()),
                    short_name=" ".join(row["nice-name"].split()),
                    other_names=tuple(names.get(code, ())),
                    nation=_NATIONS[row["nation"]],
                    region=row["region"],
                    kind=row["local-authority-type-name"],
                    areas=(*_several(row["gss-code"]), *_several(row["former-gss-codes"])),
                    old_ons_code=row["snac"],
                    population=int(Decimal(row["pop-2020"])) if row["pop-2020"] else None,
                    latitude=_degrees(row["lat"]),
                    longitude=_degrees(row["long"]),
                    exists_from=_day(row["start-date"]),
                    exists_until=until,
                    replaced_by=replaced_by,
                ),
            )
        except (KeyError, ValueError, ArithmeticError) as broken:
            raise BadList(f"{place}: {broken!r}") from broken
    return found


def providers() -> list[Provider]:
    """Every provider on the regulator's list, councils that are landlords included."""
    found = []
    for place, row in _rows("rsh_registered_providers_2024-04.csv"):
        try:
            found.append(
                Provider(
                    name=" ".join(row["organisation_name"].split()),
                    number=row["registration_number"],
                    registered=_typed_day(row["registration_date"]),
                    designation=row["designation"],
                    form=row["corporate_form"],
                ),
            )
        except (KeyError, ValueError) as broken:
            raise BadList(f"{place}: {broken!r}") from broken
    return found


def endings(listed: list[Council]) -> list[Ending]:
    """Who followed whom. The list names successors only, so the kind is read off the graph.

    A body with several successors was split, which is said first where it was also merged (Cumbria went to two, each
    of which took in others). A successor with several predecessors is a merger. One after one is "replaced": that it
    is the same body under a new name, no list says.
    """
    before: dict[str, int] = {}
    for council in listed:
        for successor in council.replaced_by:
            before[successor] = before.get(successor, 0) + 1
    orders = {row["replaced-by"]: (row["title"], row["href"]) for _, row in _rows("succession_orders.csv")}
    found = []
    for council in listed:
        for successor in council.replaced_by:
            if council.exists_until is None:
                raise BadList(
                    say(
                        "{code} is replaced by {successor} but has no last day",
                        code=council.code,
                        successor=successor,
                    )
                )
            if len(council.replaced_by) > 1:
                kind = SuccessionKind.SPLIT
            elif before[successor] > 1:
                kind = SuccessionKind.MERGED
            else:
                kind = SuccessionKind.REPLACED
            first_day = council.exists_until + timedelta(days=1)
            found.append(Ending(council.code, successor, kind, first_day, *orders.get(successor, ("", ""))))
    return found


def councils_among(listed: list[Provider], known: list[Council]) -> dict[str, Council]:
    """The council that each provider designated as one is, by registration number.

    The regulator numbered most councils by their old ONS code, and the rest serially. Number and name are two witnesses:
    the number decides where it is an old code, the exact name where it is not. Raises BadList where neither answers,
    or where the two disagree.
    """
    by_code = {council.old_ons_code: council for council in known if council.old_ons_code}
    by_name: dict[str, dict[str, Council]] = {}
    for council in known:
        for name in (council.name, council.short_name, *council.other_names):
            by_name.setdefault(matched_as(name), {})[council.code] = council
    found = {}
    for provider in listed:
        if not provider.is_council:
            continue
        coded = by_code.get(provider.number)
        named = list(by_name.get(matched_as(provider.name), {}).values())
        if coded is not None and named and coded not in named:
            raise BadList(
                say(
                    "Provider {number} {name} is {coded_name} by its number and {named_name} by its name",
                    number=provider.number,
                    name=f"{provider.name!r}",
                    coded_name=coded.name,
                    named_name=named[0].name,
                ),
            )
        if coded is None and len(named) != 1:
            raise BadList(
                say(
                    "Provider {number} {name} is no council that the list names, or several",
                    number=provider.number,
                    name=f"{provider.name!r}",
                )
            )
        found[provider.number] = coded or named[0]
    return found


def _rows(name: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            place = say("{name} line {line_num}", name=name, line_num=reader.line_num)
            if None in row or None in row.values():
                raise BadList(say("{place}: it has another number of cells than the first line", place=place))
            yield place, row


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _typed_day(cell: str) -> date:
    return datetime.strptime(cell, "%d/%m/%Y").date()  # noqa: DTZ007  (a day, of no zone)


def _degrees(cell: str) -> Decimal | None:
    return Decimal(cell).quantize(Decimal("0.00001")) if cell else None
