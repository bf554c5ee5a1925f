"""What the parts of the form have in common: nothing unknown, words, whole numbers, days."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

MOST_CHARACTERS: Final = 2000
DIGITS_OF_A_YEAR: Final = 4


class Part(BaseModel):
    """A part of the form: what it does not know it refuses, so that a misspelt key is never passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("words in quotes belong here")  # noqa: TRY004  only ValueError becomes a message with its place
    if len(value) > MOST_CHARACTERS:
        raise ValueError(f"more than {MOST_CHARACTERS:,} characters")
    return value


def _whole(value: object) -> int:
    if isinstance(value, str) and value.isdecimal() and len(value) <= DIGITS_OF_A_YEAR:
        return int(value)
    if isinstance(value, bool) or value is None:
        raise ValueError("a whole number belongs here")
    try:
        whole = int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        raise ValueError("a whole number belongs here") from None
    if whole != value or abs(whole) >= 10**DIGITS_OF_A_YEAR:
        raise ValueError("a whole number belongs here")
    return int(whole)


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError("not a day: write it as 2026-11-23") from None


Text = Annotated[
    str, BeforeValidator(_text), WithJsonSchema({"type": "string", "maxLength": MOST_CHARACTERS})
]
Year = Annotated[
    int,
    BeforeValidator(_whole),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]{4}$"}]}),
]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer"})]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
