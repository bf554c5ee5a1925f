"""What a cell of a pack says beyond words and pounds: a unit, a code, goals, a price year."""

from __future__ import annotations

import re
from typing import Final

from fourfold.ground.kernel.cells import NOTHING, Cell, CellFault, text_in
from fourfold.ground.kernel.quantities import UNITS
from fourfold.ground.kernel.said import say

EARLIEST_PRICE_YEAR, LATEST_PRICE_YEAR = 1990, 2100
GOALS: Final = range(1, 18)
MOST_CODE: Final = 40
_CODE: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._()-]*[A-Za-z0-9)])?")
_YEAR: Final = re.compile(
    r"(?P<first>(?:19|20)[0-9]{2})(?:\s?(?:/|-|–|to)\s?(?:[0-9]{2}|(?:19|20)[0-9]{2}))?"
)
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


def price_year_in(cell: Cell) -> int | None:
    """The first half of a financial year, or the calendar year: 2024, "2024/25", "2024 to 2025"."""
    text = text_in(cell)
    if text.casefold() in NOTHING:
        return None
    match = _YEAR.fullmatch(text)
    if match is None or not EARLIEST_PRICE_YEAR <= int(match["first"]) <= LATEST_PRICE_YEAR:
        raise CellFault(say("“{text}” is not a price year: write 2024, or 2024 to 2025", text=text[:40]))
    return int(match["first"])
