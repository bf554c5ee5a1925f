"""The list of verbal claims that ships, read strictly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sources import Day, Words
from fourfold.tracker.exchange.strict_file import read_form
from fourfold.tracker.rules.tables.claims import Sort, VerbalClaim

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = "verbal_claims.yaml"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReadingPart(_Part):
    """Of what the words may be said from a day on: one lower end or none, one upper end or none, and one at least."""

    least: Decimal | None = None
    above: Decimal | None = None
    most: Decimal | None = None
    below: Decimal | None = None
    reason: Words

    @model_validator(mode="after")
    def _has_ends(self) -> Self:
        lows = [each for each in (self.least, self.above) if each is not None]
        highs = [each for each in (self.most, self.below) if each is not None]
        if len(lows) > 1 or len(highs) > 1 or not lows + highs:
            raise ValueError(
                say("give at most one of least and above, at most one of most and below, and one")
            )
        if lows and highs and lows[0] > highs[0]:
            raise ValueError(say("the lower end is above the upper"))
        return self


class ClaimPart(_Part):
    kind: Sort
    readings: Annotated[dict[Day, ReadingPart], Field(min_length=1)]


class ClaimsFile(_Part):
    checked_by: Words
    claims: dict[Words, ClaimPart]


@cache
def verbal_claims() -> Mapping[str, VerbalClaim]:
    """The latest reading of each, by its words in small letters."""
    return MappingProxyType(read_claims(files("fourfold.tracker.exchange").joinpath(FILE).read_bytes()))


def read_claims(content: bytes, *, place: str = FILE, on: date = date.max) -> dict[str, VerbalClaim]:
    """As they were read on a day; words that had no reading then are left out. Raises FileFault."""
    read, _ = read_form(content, place=place, form=ClaimsFile)
    made = {}
    for words, part in read.claims.items():
        days = [day for day in part.readings if day <= on]
        if days:
            made[words.lower()] = _claim(words, part, max(days))
    return made


def _claim(words: str, part: ClaimPart, since: date) -> VerbalClaim:
    reading = part.readings[since]
    low = reading.least if reading.least is not None else reading.above
    high = reading.most if reading.most is not None else reading.below
    return VerbalClaim(
        words,
        part.kind,
        low,
        high,
        reading.above is not None,
        reading.below is not None,
        since,
        reading.reason,
    )
