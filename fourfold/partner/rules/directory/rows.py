"""A row of a list: the organisation it speaks of, what it says of it, or what is wrong with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.cells import NOTHING, CellFault, letters_of, text_in
from fourfold.ground.kernel.periods import day_text, parse_day
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.sheet_cells import currency_in, money_in, words_in
from fourfold.partner.rules.directory.evidence import Fact, FactKind, bears_the_name_of_a_cic
from fourfold.partner.rules.directory.layouts import LAYOUTS, Held, ListKind
from fourfold.partner.rules.linkage.numbers import COMPANIES, charity_number, company_number
from fourfold.partner.rules.linkage.words import words_of

if TYPE_CHECKING:
    from fourfold.ground.kernel.cells import Cell

PROVIDERS: Final = "GB-SHPE"
_LONGEST: Final[Mapping[Held, int]] = {
    Held.NAME: 250,
    Held.ACTIVITIES: 2_000,
    Held.TITLE: 300,
    Held.FUNDER: 250,
}
_DAYS: Final = frozenset({Held.REGISTERED_ON, Held.YEAR_END, Held.AWARDED_ON})
_MONEY: Final = frozenset({Held.INCOME, Held.AMOUNT})
_POSTCODE: Final = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})")
_PROVIDER: Final = re.compile(r"[A-Z0-9]{4,6}")
_AREA: Final = re.compile(r"[EWSNK][0-9]{8}")
# Schemes of org-id whose numbers we read; others stay in the file.
_ORG_ID: Final = re.compile(r"(GB-(?:CHC|SC|NIC|COH|SHPE))-(.+)")
_PROVIDER_SECTORS: Final = {"local authority": "local_authority"}
_ISO: Final = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?:T[\d:.Z+]+)?")
# Registers hold organisations alone, and some bear a person's name ("Dr Williams's Trust"); funders also give to people.
_PERSON: Final = re.compile(r"^(?:mr|mrs|miss|ms|mx|dr|sir|dame|rev)\.? ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GrantRead:
    identifier: str
    title: str
    funder: str
    amount: Decimal
    currency: str
    awarded_on: date


@dataclass(frozen=True, slots=True)
class RowRead:
    """`digest` is the same for the same row in any file. `numbers` are those in registers, by scheme."""

    number: int
    digest: str
    name: str
    sector: str
    numbers: Mapping[str, str]
    facts: tuple[Fact, ...]
    postcode: str = ""
    activities: str = ""
    website: str = ""
    area: str = ""
    grant: GrantRead | None = None

    @property
    def told_apart_by(self) -> str:
        """What is the same for one organisation in every row of a file."""
        if self.numbers:
            return " ".join(f"{scheme}-{code}" for scheme, code in sorted(self.numbers.items()))
        own = [fact.value for fact in self.facts if fact.kind is FactKind.OTHER_NUMBER]
        return own[0] if own else f"{' '.join(self.name.casefold().split())} {self.postcode}"


@dataclass(frozen=True, slots=True)
class RowLeftOut:
    number: int
    words: str


def read_list(
    rows: Sequence[Sequence[Cell]],
    *,
    kind: ListKind,
    headings: Sequence[str],
    columns: Mapping[int, Held],
    first_row: int,
) -> Iterator[RowRead | RowLeftOut]:
    """Each row that is not empty, in its order. The second of two that are alike, or of one grant, is left out."""
    seen: dict[str, int] = {}
    for offset, cells in enumerate(rows):
        if not any(cell not in (None, "") for cell in cells):
            continue
        read = _read(cells, first_row + offset, kind, headings, columns)
        if isinstance(read, RowRead):
            key = read.grant.identifier if read.grant else read.digest
            if key in seen and kind is not ListKind.PAYMENTS:
                read = RowLeftOut(read.number, say("It is the same as row {row}", row=seen[key]))
            else:
                seen[key] = read.number
        yield read


def _read(
    cells: Sequence[Cell], number: int, kind: ListKind, headings: Sequence[str], columns: Mapping[int, Held]
) -> RowRead | RowLeftOut:
    said: dict[Held, object] = {}
    for place, held in columns.items():
        cell = cells[place] if place < len(cells) else None
        try:
            value = _value(cell, held)
        except CellFault as strange:
            where = say("column {column} ({heading})", column=letters_of(place), heading=headings[place])
            return RowLeftOut(number, say("{where}: {words}", where=where, words=str(strange)))
        if value not in (None, ""):
            said[held] = value
    for held in LAYOUTS[kind].needed:
        if held not in said:
            return RowLeftOut(number, say("“{column}” is empty", column=held.words))
    try:
        return _row(number, kind, said)
    except CellFault as strange:
        return RowLeftOut(number, str(strange))


def _value(cell: Cell, held: Held) -> object:
    if held in _DAYS:
        return _day_in(cell)
    if held in _MONEY:
        found = money_in(cell)
        return None if found is None else found[0]
    if held is Held.CURRENCY:
        return currency_in(cell)
    if held is Held.ACTIVITIES:
        # A long description is shortened: it is shown, and nothing is decided by it.
        return text_in(cell)[: _LONGEST[held]]
    return words_in(cell, _LONGEST.get(held, 200))


def _day_in(cell: Cell) -> date | None:
    """A day of any year: bodies are old. Of a moment such as 2019-10-31T00:00:00 its day."""
    if cell is None or isinstance(cell, date):
        return cell
    text = text_in(cell)
    if text.casefold() in NOTHING:
        return None
    iso = _ISO.fullmatch(text)
    try:
        return date.fromisoformat(iso["day"]) if iso else parse_day(text)
    except NotUnderstood as strange:
        raise CellFault(str(strange)) from strange
    except ValueError as strange:
        raise CellFault(say("“{text}” is not a day that exists", text=text[:40])) from strange


def _row(number: int, kind: ListKind, said: Mapping[Held, object]) -> RowRead:
    name = str(said[Held.NAME])
    if not any(letter.isalpha() for letter in name):
        raise CellFault(say("“{name}” is not the name of an organisation", name=name))
    numbers, facts = _numbers_and_facts(kind, said)
    if kind is ListKind.GRANTS and not numbers and _PERSON.match(name):
        # Whoever it is, it is one person: neither read nor shown.
        raise CellFault(say("The name looks like that of a person. Only organisations are in the directory"))
    if kind is ListKind.PAYMENTS and not numbers and not _says_what_it_is(name):
        raise CellFault(
            say(
                "It has no number, and its name says no legal form or kind of body. People who trade under their own name "
                "are not put into the directory"
            )
        )
    grant = None
    if kind is ListKind.GRANTS:
        grant = GrantRead(
            identifier=str(said[Held.GRANT])[:120],
            title=str(said.get(Held.TITLE, "")),
            funder=str(said.get(Held.FUNDER, "")),
            amount=said[Held.AMOUNT],  # type: ignore[arg-type]  # _value makes it a number
            currency=str(said.get(Held.CURRENCY, "GBP")),
            awarded_on=said[Held.AWARDED_ON],  # type: ignore[arg-type]  # _value makes it a day
        )
    plain = "\x1f".join(f"{held}={said[held]}" for held in sorted(said))
    area = str(said.get(Held.AREA, "")).upper()
    return RowRead(
        number=number,
        digest=hashlib.sha256(f"{kind}\x1f{plain}".encode()).hexdigest(),
        name=name,
        sector=_sector(kind, said, name),
        numbers=numbers,
        facts=facts,
        postcode=postcode_in(str(said.get(Held.POSTCODE, ""))),
        activities=str(said.get(Held.ACTIVITIES, "")),
        website=website_in(str(said.get(Held.WEBSITE, ""))),
        area=area if _AREA.fullmatch(area) else "",
        grant=grant,
    )


def _says_what_it_is(name: str) -> bool:
    words = words_of(name)
    return bool(words.forms or words.kinds or words.is_council)


def _sector(kind: ListKind, said: Mapping[Held, object], name: str) -> str:
    if bears_the_name_of_a_cic(name):
        return "social_enterprise"
    if kind is ListKind.PROVIDERS:
        designation = str(said.get(Held.DESIGNATION, "")).casefold()
        return _PROVIDER_SECTORS.get(designation, "housing_association")
    if kind is ListKind.PAYMENTS and Held.CHARITY_NUMBER not in said:
        return "local_authority" if words_of(name).is_council else "private"
    return "charity"


def _numbers_and_facts(
    kind: ListKind, said: Mapping[Held, object]
) -> tuple[dict[str, str], tuple[Fact, ...]]:
    numbers = _numbers(kind, said)
    facts = [Fact(_kind_of(scheme, said), code) for scheme, code in sorted(numbers.items())]
    other = str(said.get(Held.IDENTIFIER, ""))
    if other and not numbers:
        facts.append(Fact(FactKind.OTHER_NUMBER, other))
    facts += _form(said)
    registered = said.get(Held.REGISTERED_ON)
    if isinstance(registered, date):
        facts.append(Fact(FactKind.REGISTERED, day_text(registered)))
    if (income := _income(said)) is not None:
        facts.append(Fact(FactKind.INCOME, income))
    return numbers, tuple(facts)


def _numbers(kind: ListKind, said: Mapping[Held, object]) -> dict[str, str]:
    numbers: dict[str, str] = {}
    if found := _ORG_ID.fullmatch(str(said.get(Held.IDENTIFIER, "")).strip().upper()):
        numbers[found[1]] = found[2]
    for held, read in ((Held.CHARITY_NUMBER, charity_number), (Held.COMPANY_NUMBER, company_number)):
        number = read(str(said.get(held, "")))
        if number.code:
            # A number of Northern Ireland looks like one of England and Wales; the identifier says which it is.
            if number.code not in numbers.values():
                numbers[number.scheme] = number.code
        elif number.remark and held in LAYOUTS[kind].needed:
            raise CellFault(number.remark)
    provider = re.sub(r"\s", "", str(said.get(Held.PROVIDER_NUMBER, ""))).upper()
    if provider:
        if not _PROVIDER.fullmatch(provider):
            raise CellFault(
                say("“{text}” is not a number of the regulator, such as L1234", text=provider[:20])
            )
        numbers[PROVIDERS] = provider
    return numbers


def _form(said: Mapping[Held, object]) -> list[Fact]:
    form = str(said.get(Held.LEGAL_FORM, ""))
    facts = [Fact(FactKind.LEGAL_FORM, form)] if form else []
    if bears_the_name_of_a_cic(str(said[Held.NAME])):
        if not form:
            facts.append(Fact(FactKind.LEGAL_FORM, say("Community interest company, by its name")))
        facts.append(Fact(FactKind.ASSET_LOCK, say("By law, as a community interest company has one")))
    return facts


def _kind_of(scheme: str, said: Mapping[Held, object]) -> FactKind:
    if scheme == COMPANIES:
        return FactKind.CIC if bears_the_name_of_a_cic(str(said[Held.NAME])) else FactKind.COMPANY
    return FactKind.PROVIDER if scheme == PROVIDERS else FactKind.CHARITY


def _income(said: Mapping[Held, object]) -> str | None:
    income, year_end = said.get(Held.INCOME), said.get(Held.YEAR_END)
    if not isinstance(income, Decimal):
        return None
    if not isinstance(year_end, date):
        return say("£{amount}, of which year is not said", amount=f"{income:,.0f}")
    return say("£{amount} in the year to {day}", amount=f"{income:,.0f}", day=day_text(year_end))


def postcode_in(text: str) -> str:
    """As it is written, “BS3 2BN”; empty where it has no postcode's shape."""
    found = _POSTCODE.fullmatch(text.strip().upper())
    return f"{found[1]} {found[2]}" if found else ""


def website_in(text: str) -> str:
    """Only of the web, and nothing that runs; empty for everything else."""
    plain = text.strip()
    if plain and "://" not in plain:
        plain = f"http://{plain}"
    return plain if re.fullmatch(r"https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?:[/?#][^\s<>\"']*)?", plain) else ""
