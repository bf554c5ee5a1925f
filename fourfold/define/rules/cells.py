"""What a cell of a spreadsheet says, read strictly: a word, a number of pounds, yes or no. Never a formula's result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from fourfold.ground.kernel.quantities import UNITS
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typed_numbers import parse_number


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that calculates. Its last result is not trusted: nobody can see what it was made of."""


Cell = str | Decimal | bool | date | Formula | None

MOST_POUNDS: Final = Decimal(10) ** 9
EARLIEST_PRICE_YEAR, LATEST_PRICE_YEAR = 1990, 2100
GOALS: Final = range(1, 18)
MOST_CODE: Final = 40
_CODE: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._()-]*[A-Za-z0-9)])?")
_YEAR: Final = re.compile(
    r"(?P<first>(?:19|20)[0-9]{2})(?:\s?(?:/|-|–|to)\s?(?:[0-9]{2}|(?:19|20)[0-9]{2}))?"
)
_OTHER_MONEY: Final = re.compile(r"[$€¥₹]|\b(?:USD|EUR|AUD|CAD|NZD|CHF|JPY)\b", re.IGNORECASE)
_NOTHING: Final = frozenset({"", "-", "–", "n/a", "na"})
_UNITS: Final = {
    **{name.casefold(): unit.code for unit in UNITS.values() for name in (unit.plural, unit.singular)},
    **{code: code for code in UNITS},
    "£": "pounds",
    "gbp": "pounds",
    "£ spent": "pounds",
    "hr": "hours",
    "hrs": "hours",
    "no. people": "people",
    "no. of people": "people",
    "number of people": "people",
    "no. hours": "hours",
    "no. of hours": "hours",
    "no. weeks": "weeks",
    "no. of weeks": "weeks",
    "fte": "fte",
    "no. people fte": "fte",
    "kg": "kilograms",
    "t": "tonnes",
    "tco2e": "tonnes_co2e",
    "tonnes co2e": "tonnes_co2e",
    "kwh": "kilowatt_hours",
    "m2": "square_metres",
    "sqm": "square_metres",
}


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
    if text.casefold() in _NOTHING:
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


def unit_in(cell: Cell) -> str:
    """The code of the unit. Raises CellFault for one that is not among ours: nothing is counted in a unit nobody defined."""
    text = text_in(cell)
    if not text:
        raise CellFault(say("There is no unit"))
    code = _UNITS.get(text.casefold())
    if code is None:
        raise CellFault(
            say(
                "The unit “{text}” is not one that things are counted in here, such as people, hours or pounds",
                text=text[:40],
            )
        )
    return code


def code_in(cell: Cell) -> str:
    text = text_in(cell)
    if not text:
        raise CellFault(say("There is no code"))
    if len(text) > MOST_CODE or _CODE.fullmatch(text) is None:
        raise CellFault(
            say(
                "“{text}” is not a code: use letters, digits, points and hyphens, at most {most}",
                text=text[:40],
                most=MOST_CODE,
            )
        )
    return text


def codes_in_cell(cell: Cell) -> tuple[str, ...]:
    """Codes set apart by commas or semicolons."""
    return tuple(dict.fromkeys(code_in(part) for part in re.split(r"[,;]", text_in(cell)) if part.strip()))


def goals_in(cell: Cell) -> tuple[int, ...]:
    """Numbers of Sustainable Development Goals, "8" or "3, 8, 10"."""
    goals: list[int] = []
    for part in re.split(r"[,;]", text_in(cell)):
        digits = re.sub(r"^(?:sdg|goal)\s*", "", part.strip().casefold())
        if not digits:
            continue
        if not (digits.isascii() and digits.isdigit() and len(digits) < 3 and int(digits) in GOALS):  # noqa: PLR2004
            raise CellFault(
                say(
                    "“{part}” is not a Sustainable Development Goal: they are 1 to 17", part=part.strip()[:20]
                )
            )
        goals.append(int(digits))
    return tuple(dict.fromkeys(goals))


def yes_or_no_in(cell: Cell) -> bool | None:
    text = text_in(cell).casefold()
    if text in _NOTHING:
        return None
    if text in {"yes", "y", "true", "1", "once"}:
        return True
    if text in {"no", "n", "false", "0", "repeatable"}:
        return False
    raise CellFault(say("“{text}” is neither yes nor no", text=text[:40]))


def price_year_in(cell: Cell) -> int | None:
    """The first half of a financial year, or the calendar year: 2024, "2024/25", "2024 to 2025"."""
    text = text_in(cell)
    if text.casefold() in _NOTHING:
        return None
    match = _YEAR.fullmatch(text)
    if match is None or not EARLIEST_PRICE_YEAR <= int(match["first"]) <= LATEST_PRICE_YEAR:
        raise CellFault(say("“{text}” is not a price year: write 2024, or 2024 to 2025", text=text[:40]))
    return int(match["first"])


def _digits(number: Decimal) -> str:
    if not number.is_finite():
        return str(number)
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
