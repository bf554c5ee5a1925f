"""Where a figure or a statement comes from."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

_EMPTY_WORDS: Final = frozenset(
    {
        "n/a",
        "na",
        "n.a.",
        "none",
        "nil",
        "tbc",
        "tbd",
        "todo",
        "to do",
        "unknown",
        "not known",
        "xxx",
        "fixme",
        "null",
    }
)
_ADDRESS = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]+)?(?:/\S*)?", re.IGNORECASE)
_PART_OF_A_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")


def is_placeholder(text: str) -> bool:
    """True for what stands where an answer should: "n/a", "tbc", "todo", a dash, nothing at all."""
    word = text.strip().strip("[](){}<>").strip().lower()
    return word in _EMPTY_WORDS or not any(character.isalnum() for character in word)


def refuse_placeholder(text: str) -> str:
    if is_placeholder(text):
        raise ValueError(f"\u201c{text}\u201d is not an answer: write the words, or leave the record out")
    return text


def refuse_moment(value: object) -> object:
    """A datetime is a date to Python; a source has a day, not a moment."""
    if type(value) is date:
        return value
    raise ValueError(f"{value!r} is not a day: write it as 2026-11-23")


def _published(value: object) -> object:
    if value is None or type(value) is date:
        return value
    if isinstance(value, str) and _PART_OF_A_DATE.fullmatch(value):
        return value
    raise ValueError(f'{value!r} is not a day of publication: write 2026-11-23, "2026-11", "2026" or null')


def _address(text: str) -> str:
    if _ADDRESS.fullmatch(text) is None:
        raise ValueError(f"\u201c{text}\u201d is not a web address: it must start with https:// or http://")
    return text


Words = Annotated[str, AfterValidator(refuse_placeholder)]
Day = Annotated[date, BeforeValidator(refuse_moment)]


class Grade(StrEnum):
    """Primary: read in the law or publication itself. Secondary: read in someone's account of it."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class Source(BaseModel):
    """A publication, the words in it that were relied on, and the day they were read.

    ``published`` is a day, "2021-07" or "2021" where no more is printed, or None where nothing is. ``licence``
    says under what terms its words or figures may be passed on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Words
    publisher: Words
    href: Annotated[str, AfterValidator(_address)]
    licence: Words
    published: Annotated[date | str | None, BeforeValidator(_published)]
    read: Day
    says: Words
    grade: Grade

    @model_validator(mode="after")
    def _read_after_it_was_published(self) -> Self:
        if isinstance(self.published, date) and self.read < self.published:
            raise ValueError(f"read on {self.read}, before it was published on {self.published}")
        return self
