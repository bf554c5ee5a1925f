"""The parts that shapes of the API are made of. What is given names nothing unknown; what is shown is spelt out whole."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Generic, TypeVar

from ninja import Schema
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from fourfold.ground.kernel.references import ALPHABET, LENGTH

Item = TypeVar("Item", bound=BaseModel)

MOST_CHARACTERS = 20_000
# Years between which every day is that somebody sends; others are slips.
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


class Given(Schema):
    """What is sent. A name that is not known is refused: it may be a slip of the pen for one that is."""

    model_config = ConfigDict(extra="forbid")


class Shown(BaseModel):
    """What is answered."""

    model_config = ConfigDict(frozen=True)


def _printable(text: str) -> str:
    if any((sign < " " and sign not in "\n\t\r") or "\ud800" <= sign <= "\udfff" for sign in text):
        message = "Control characters and half characters cannot be taken."
        raise ValueError(message)
    return text.replace("\r\n", "\n")


_NO_CONTROL = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$"
Words = Annotated[
    str,
    Field(max_length=MOST_CHARACTERS, json_schema_extra={"pattern": _NO_CONTROL}),
    AfterValidator(_printable),
]


# Its length is said where it is used: Annotated[Line, Field(max_length=200)].
Line = Annotated[str, AfterValidator(_printable), Field(json_schema_extra={"pattern": _NO_CONTROL})]

Reference = Annotated[
    str,
    Field(
        pattern=f"^[{ALPHABET}]{{{LENGTH}}}$",
        description="Ten letters and digits that name one record of the whole installation.",
        examples=["7K3M9QX2TB"],
    ),
]
Number = Annotated[int, Field(ge=1, le=32_767)]


def _written_as(pattern: str, words: str, *, or_else: type = str) -> BeforeValidator:
    """Takes text of that form, or what is an `or_else` already, where pydantic would take much more."""
    form = re.compile(pattern, re.ASCII)

    def check(sent: object) -> object:
        fits = form.fullmatch(sent) is not None if isinstance(sent, str) else type(sent) is or_else
        if not fits:
            raise ValueError(words)
        return sent

    return BeforeValidator(check)


_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
Day = Annotated[
    date,
    Field(ge=EARLIEST, le=LATEST),
    _written_as(_DAY, "Write the day as 2026-11-23.", or_else=date),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-11-23"]}),
]
YesOrNo = Annotated[bool, Field(strict=True)]
# In an address everything is text.
YesOrNoInQuery = Annotated[
    bool, _written_as("true|false", "Write true or false.", or_else=bool), WithJsonSchema({"type": "boolean"})
]

_DIGITS = r"^-?[0-9]+(\.[0-9]+)?$"
# A number travels as text, so that no program rounds it on the way. An amount that is sent may also be a JSON number.
Figure = Annotated[
    Decimal,
    PlainSerializer(lambda number: f"{number:f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": _DIGITS, "examples": ["1550.00"]}),
]
Amount = Annotated[
    Decimal,
    Field(ge=0, max_digits=14, decimal_places=2),
    _written_as(
        r"[0-9]{1,12}(\.[0-9]{1,2})?",
        "Write the number with at most two decimal places, such as 1550.00.",
        or_else=int,
    ),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^[0-9]{1,12}(\.[0-9]{1,2})?$"},
                {"type": "integer", "minimum": 0, "maximum": 999_999_999_999},
            ],
            "description": "At most two decimal places. Send it as text.",
            "examples": ["1550.00"],
        },
    ),
]


class Error(Shown):
    at: str
    detail: str


class ProblemDocument(Shown):
    """RFC 9457. `type` leads to the list of problems; `detail` says what to do; `instance` is the request's X-Request-Id."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[Error] = []


class Page(Shown, Generic[Item]):
    """A part of a list. `next_cursor` begins the next part; null where this is the last."""

    items: list[Item]
    next_cursor: str | None


class Party(Shown):
    """An organisation, as the directory names it."""

    ref: str
    name: str
