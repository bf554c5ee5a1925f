"""What XLSForm calls the kinds of rows, and what is said of rows and columns that are kept and mean nothing here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.xlsform.sheets import Row, letter
from fourfold.tracker.rules.instrument.questionnaire import Kind

PLAIN: Final = {
    "integer": Kind.NUMBER, "int": Kind.NUMBER, "decimal": Kind.NUMBER, "text": Kind.TEXT, "string": Kind.TEXT,
    "date": Kind.DATE, "note": Kind.NOTE,
}  # fmt: skip
YES: Final = frozenset({"yes", "true", "true()"})
NO: Final = frozenset({"", "no", "false", "false()"})
WHOLE: Final = frozenset({"integer", "int"})
_SELECT: Final = re.compile(
    r"(?:(?P<one>select[ _]one(?: from)?|select1|add select one prompt using)"
    r"|(?P<many>select[ _]multiple|select all that apply(?: from)?|add select multiple prompt using))"
    r"\s+(?P<list>\S+)(?P<other>\s+(?:or specify other|or_other|or other))?",
    re.IGNORECASE,
)
_BLOCK: Final = re.compile(
    r"(?P<edge>begin|end)[ _]+(?P<kind>group|repeat|loop|lgroup|looped group)\b.*", re.IGNORECASE
)
_MODELLED: Final = frozenset(
    {"type", "name", "label", "hint", "guidance_hint", "relevant", "required", "constraint", "fourfold"}
)


@dataclass(frozen=True, slots=True)
class Select:
    kind: Kind
    answers: str
    or_other: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What of a form is kept, and why it is not asked or followed here; or what is left out of it."""

    sheet: str
    row: int
    column: int
    what: str

    def __str__(self) -> str:
        return say(
            "{sheet}, row {row}, column {column}: {what}",
            sheet=self.sheet,
            row=self.row,
            column=letter(self.column),
            what=self.what,
        )


def select(written: str) -> Select | None:
    found = _SELECT.fullmatch(written.strip())
    if found is None:
        return None
    return Select(Kind.SINGLE if found["one"] else Kind.MULTI, found["list"], found["other"] is not None)


def block(written: str) -> tuple[str, str]:
    """("begin", "group"), ("end", "repeat") …; two empty texts where the row is neither."""
    found = _BLOCK.fullmatch(written.strip())
    return (found["edge"].lower(), found["kind"].lower()) if found else ("", "")


def is_off(row: Row) -> bool:
    return row["disabled"].lower() in YES


def block_of(row: Row) -> tuple[str, str]:
    """As `block`; a row that is switched off neither begins nor ends anything."""
    return ("", "") if is_off(row) else block(row["type"])


def is_modelled(base: str) -> bool:
    return base in _MODELLED
