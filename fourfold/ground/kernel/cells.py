"""What a cell of a spreadsheet says, read strictly: a word, a number of pounds, yes or no. Never a formula's result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typed_numbers import parse_number


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that calculates. Its last result is not trusted: nobody can see what it was made of."""


Cell = str | Decimal | bool | date | Formula | None

MOST_POUNDS: Final = Decimal(10) ** 9
# What people write for "nothing here".
NOTHING: Final = frozenset({"", "-", "–", "n/a", "na"})
_OTHER_MONEY: Final = re.compile(r"[$€¥₹]|\b(?:USD|EUR|AUD|CAD|NZD|CHF|JPY)\b", re.IGNORECASE)


class CellFault(ValueError):
    """What is wrong with the cell, fit to print beside its row and column."""


def letters_of(place: int) -> str:
    """The letters of a column counted from nought: A, B, … Z, AA."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def text_in(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Formula():
            raise CellFault(say("There is a formula. Copy the column and paste it as values"))
        case str():
            text = " ".join(cell.split()) if "\n" not in cell else cell.strip()
            if any(sign < " " and sign not in "\n\t\r" for sign in text):
                raise CellFault(say("The text holds signs that cannot be shown"))
            return text
        case bool():
            return "yes" if cell else "no"
        case Decimal():
            return _digits(cell)
        case _:
            return cell.isoformat()


def pounds_in(cell: Cell) -> Decimal | None:
    """Pounds as a number or as typed, "£1,234.50"; None where the cell says nothing."""
    if isinstance(cell, Formula):
        raise CellFault(
            say("There is a formula where a number belongs. Copy the column and paste it as values")
        )
    if isinstance(cell, (bool, date)):
        raise CellFault(say("There is no number, but “{cell}”", cell=text_in(cell)))
    amount = cell if cell is None or isinstance(cell, Decimal) else _typed_pounds(cell)
    if amount is None:
        return None
    if not amount.is_finite():
        raise CellFault(say("“{cell}” is not a finite number", cell=str(amount)))
    if abs(amount) > MOST_POUNDS:
        raise CellFault(say("The number is more than £1,000 million, which no value of one thing is"))
    return amount


def _typed_pounds(typed: str) -> Decimal | None:
    text = typed.strip()
    if text.casefold() in NOTHING:
        return None
    if _OTHER_MONEY.search(text):
        raise CellFault(say("“{typed}” is not in pounds sterling", typed=text[:40]))
    text = re.sub(r"\s*GBP\s*", "", text, flags=re.IGNORECASE)
    minus = text.startswith(("-", "−")) or (text.startswith("(") and text.endswith(")"))
    text = text.strip("()").lstrip("-−").lstrip().removeprefix("£").lstrip()
    try:
        amount = parse_number(text, example="1,234.50")
    except NotUnderstood as strange:
        raise CellFault(str(strange)) from strange
    return -amount if minus else amount


def yes_or_no_in(cell: Cell) -> bool | None:
    text = text_in(cell).casefold()
    if text in NOTHING:
        return None
    if text in {"yes", "y", "true", "1", "once"}:
        return True
    if text in {"no", "n", "false", "0", "repeatable"}:
        return False
    raise CellFault(say("“{text}” is neither yes nor no", text=text[:40]))


def _digits(number: Decimal) -> str:
    if not number.is_finite():
        return str(number)
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
