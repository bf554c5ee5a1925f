"""Dated, sourced figures of law and method: what a figure was on a day, or that nobody has checked."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

from fourfold.ground.kernel.money import PriceBasis, PriceYear
from fourfold.ground.kernel.periods import MONTHS, day_text
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sources import Day, Source, Words

_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_CADENCE = re.compile(
    r"every (?:(?P<years>[2-9]|[1-9][0-9]) years on )?(?P<day>[0-9]{1,2}) (?P<month>[A-Z][a-z]+)"
)
_PRICE_YEAR = re.compile(r"(?P<first>[0-9]{4})(?: to (?P<last>[0-9]{4}))?")


class VatBasis(StrEnum):
    """Whether a threshold is compared with the value with VAT or without; "not stated" where its source does not say."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    NOT_STATED = "not stated"


class ParameterUnit(StrEnum):
    """What the number counts. A share and a rate are fractions: ten per cent is "0.10".

    A threshold is pounds with which the value of a contract is compared: each of its values says on which basis of VAT.
    """

    POUNDS = "GBP"
    THRESHOLD = "GBP threshold"
    POUNDS_PER_HOUR = "GBP per hour"
    POUNDS_PER_WELLBY = "GBP per WELLBY"
    SHARE = "share"
    RATE_PER_YEAR = "rate per year"
    INDEX = "index"
    COUNT = "count"


_FRACTIONS: Final = frozenset({ParameterUnit.SHARE, ParameterUnit.RATE_PER_YEAR})


@dataclass(frozen=True, slots=True)
class Cadence:
    """When a figure is set anew, "every 1 April" or "every 2 years on 1 January"; ``None`` for none."""

    day: int
    month: int
    years: int = 1

    @classmethod
    def parse(cls, text: str) -> Cadence | None:
        if text == "none":
            return None
        match = _CADENCE.fullmatch(text)
        if match is None or match["month"] not in MONTHS:
            raise ValueError(
                f"\u201c{text}\u201d is not a cadence: write \u201cevery 1 April\u201d, "
                "\u201cevery 2 years on 1 January\u201d or \u201cnone\u201d"
            )
        day, month = int(match["day"]), MONTHS.index(match["month"]) + 1
        common_year = 2023
        if not 1 <= day <= calendar.monthrange(common_year, month)[1]:
            raise ValueError(
                f"\u201c{text}\u201d is not a cadence: there is no {day} {match['month']} in every year"
            )
        return cls(day, month, int(match["years"] or 1))

    @property
    def text(self) -> str:
        day = f"{self.day} {MONTHS[self.month - 1]}"
        return (
            say("every {day}", day=day)
            if self.years == 1
            else say("every {years} years on {day}", years=self.years, day=day)
        )

    def days(self, first: date, last: date) -> tuple[date, ...]:
        """The days on which the figure is set anew, from the year of ``first`` on, not after ``last``."""
        years = range(first.year, last.year + 1, self.years)
        return tuple(day for year in years if (day := date(year, self.month, self.day)) <= last)


def _quoted_decimal(value: object) -> object:
    if value is None:
        return None
    if not isinstance(value, str) or _DECIMAL.fullmatch(value) is None:
        raise ValueError(f'{value!r} is not a number in quotes: write "12.21", with neither commas nor units')
    return Decimal(value)


def _cadence(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not a cadence")  # noqa: TRY004  pydantic turns only ValueError into a message with its place
    return Cadence.parse(value)


def _price_basis(value: object) -> object:
    match = _PRICE_YEAR.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'{value!r} is not a price year: write "2019" or "2024 to 2025", in quotes')
    first, last = int(match["first"]), match["last"]
    if last is None:
        return PriceBasis(first)
    if int(last) != first + 1:
        raise ValueError(
            f"the financial year of prices that starts in {first} ends in {first + 1}, not in {last}"
        )
    return PriceBasis(first, PriceYear.FINANCIAL)


def _by_day(values: Mapping[date, DatedValue]) -> Mapping[date, DatedValue]:
    return MappingProxyType(dict(sorted(values.items())))


class DatedValue(BaseModel):
    """A figure from its day on, until the next; ``value`` None is a figure that ended, with the source that says so."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    value: Annotated[Decimal | None, BeforeValidator(_quoted_decimal)]
    vat: VatBasis | None = None
    source: Source
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The figure that held on ``day``, since ``from_day``, with what a report needs to compute it again in years."""

    key: str
    version: str
    day: date
    value: Decimal
    unit: ParameterUnit
    price_basis: PriceBasis | None
    from_day: date
    source: Source
    note: str | None
    vat: VatBasis | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """There was a figure and it ended on ``from_day``; the source says so. Not zero."""

    key: str
    version: str
    day: date
    from_day: date
    source: Source
    note: str | None

    @property
    def text(self) -> str:
        return say("ended on {from_day}", from_day=day_text(self.from_day))


@dataclass(frozen=True, slots=True)
class NotChecked:
    """The figure was last known to hold on ``last_day``; whether it still does on ``day`` nobody has checked."""

    key: str
    version: str
    day: date
    last_day: date

    @property
    def text(self) -> str:
        return say("not checked after {last_day}", last_day=day_text(self.last_day))


@dataclass(frozen=True, slots=True)
class NotYet:
    """``day`` is before ``first_day``, the first for which a figure has been read."""

    key: str
    version: str
    day: date
    first_day: date

    @property
    def text(self) -> str:
        return say("no figure before {first_day}", first_day=day_text(self.first_day))


Answer = Known | Ended | NotChecked | NotYet


class DatedParameter(BaseModel):
    """One figure over time, as one YAML file has it.

    ``key`` is the file's place, as "valuation.wellbeing.wellby_central"; ``version`` the first twelve digits of its
    SHA-256. ``cadence`` None is ``none`` in the file. With a cadence, every day on which the figure is set anew
    must have a value, from the first to ``still_in_force_on``: a hole would let an old figure run on unseen.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    key: str
    version: str
    description: Words
    unit: ParameterUnit
    price_year: Annotated[PriceBasis | None, BeforeValidator(_price_basis)] = None
    cadence: Annotated[Cadence | None, BeforeValidator(_cadence)]
    still_in_force_on: Day
    checked_by: Words
    values: Annotated[Mapping[Day, DatedValue], AfterValidator(_by_day)]

    @model_validator(mode="after")
    def _days_are_whole(self) -> Self:
        if not self.values:
            raise ValueError("values: at least one is needed")
        days = tuple(self.values)
        if self.still_in_force_on < days[-1]:
            raise ValueError(
                f"still_in_force_on: {self.still_in_force_on} is before the last value, of {days[-1]}"
            )
        if self.cadence is not None:
            expected = self.cadence.days(days[0], self.still_in_force_on)
            if days[0] not in expected:
                raise ValueError(
                    f"values: the first is of {days[0]}, which is not a day of the cadence \u201c{self.cadence.text}\u201d: "
                    "begin with a day on which it is set anew, or correct the cadence"
                )
            missing = [day.isoformat() for day in expected if day not in self.values]
            if missing:
                raise ValueError(
                    f"values: the cadence is \u201c{self.cadence.text}\u201d and there is none for {', '.join(missing)}: "
                    "write the value of each of these days with its source, or null with the source that says it ended"
                )
        return self

    @model_validator(mode="after")
    def _a_threshold_says_its_vat_basis(self) -> Self:
        threshold = self.unit is ParameterUnit.THRESHOLD
        if "thresholds" in self.key.split(".") and not threshold:
            raise ValueError(
                f"unit: a file under thresholds is in \u201c{ParameterUnit.THRESHOLD}\u201d, not {self.unit}"
            )
        for day, dated in self.values.items():
            if threshold and dated.value is not None and dated.vat is None:
                raise ValueError(
                    f"values: the threshold of {day} has no VAT basis: write vat: included, vat: excluded, or "
                    'vat: "not stated" where its source does not say'
                )
            if not threshold and dated.vat is not None:
                raise ValueError(f"values: vat belongs to a threshold, and the unit of {day} is {self.unit}")
        return self

    @model_validator(mode="after")
    def _values_suit_the_unit(self) -> Self:
        for day, dated in self.values.items():
            if dated.value is None:
                continue
            if self.unit in _FRACTIONS and not 0 <= dated.value <= 1:
                raise ValueError(
                    f"values: {dated.value} on {day} is not between 0 and 1, as a {self.unit} must be"
                )
            if self.unit is ParameterUnit.COUNT and dated.value % 1 != 0:
                raise ValueError(f"values: {dated.value} on {day} is not a whole number, as a count must be")
        return self

    def at(self, day: date) -> Answer:
        """The figure on ``day``. Never a number for a day after ``still_in_force_on`` or before the first value."""
        days = tuple(self.values)
        if day < days[0]:
            return NotYet(self.key, self.version, day, days[0])
        from_day = max(start for start in days if start <= day)
        dated = self.values[from_day]
        if day > self.still_in_force_on:
            return NotChecked(self.key, self.version, day, self.still_in_force_on)
        if dated.value is None:
            return Ended(self.key, self.version, day, from_day, dated.source, dated.note)
        return Known(
            key=self.key,
            version=self.version,
            day=day,
            value=dated.value,
            unit=self.unit,
            price_basis=self.price_year,
            from_day=from_day,
            source=dated.source,
            note=dated.note,
            vat=dated.vat,
        )
