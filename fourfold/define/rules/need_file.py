"""Figures by area, read from the lines of a table: what is at fault is said with its line and column, and left out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from fourfold.define.rules.areas import AreaFault, Edition, area
from fourfold.ground.kernel.said import say, say_joined

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_LINES: Final = 50_000
MOST: Final = Decimal(10) ** 13
STEP: Final = Decimal("0.0001")
# What publishers write where they have or give no figure: unknown, which is not nought.
NOT_KNOWN: Final = frozenset({"", "-", "..", ":", "n/a", "na", "x", "c", "[c]", "[x]", "*"})


class NoTable(ValueError):
    """Nothing of the file can be read; the sentence says why."""


@dataclass(frozen=True, slots=True)
class FigureRead:
    code: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class TableRead:
    """`not_known` counts the lines whose publisher gives no figure."""

    figures: tuple[FigureRead, ...]
    faults: tuple[str, ...]
    not_known: int


def read_table(
    lines: Sequence[Sequence[str]], *, code_column: str, value_column: str, edition: Edition
) -> TableRead:
    """`lines` with the headings first; columns are found by heading, whatever its capitals. Raises NoTable."""
    if len(lines) < 2:  # noqa: PLR2004  (headings, and a line)
        raise NoTable(say("The file has no line below its headings"))
    if len(lines) - 1 > MOST_LINES:
        raise NoTable(say("The file has more than {most} lines", most=f"{MOST_LINES:,}"))
    at_code, at_value = _column(lines[0], code_column), _column(lines[0], value_column)
    figures: dict[str, FigureRead] = {}
    faults: list[str] = []
    not_known = 0
    for number, line in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) <= max(at_code, at_value):
            faults.append(say("Line {number}: it has too few cells", number=number))
            continue
        try:
            where = area(line[at_code], edition)
        except AreaFault as fault:
            faults.append(
                say("Line {number}, column “{name}”: {fault}", number=number, name=code_column, fault=fault)
            )
            continue
        typed = line[at_value].strip()
        if typed.casefold() in NOT_KNOWN:
            not_known += 1
            continue
        value = _number(typed)
        if value is None:
            faults.append(
                say(
                    "Line {number}, column “{name}”: “{typed}” is no number with at most four decimals",
                    number=number,
                    name=value_column,
                    typed=typed[:40],
                )
            )
        elif where.code in figures:
            faults.append(say("Line {number}: {code} stands twice", number=number, code=where.code))
        else:
            figures[where.code] = FigureRead(where.code, value)
    return TableRead(tuple(figures.values()), tuple(faults), not_known)


def _column(headings: Sequence[str], wanted: str) -> int:
    plain = [each.strip().casefold() for each in headings]
    if plain.count(wanted.strip().casefold()) != 1:
        raise NoTable(
            say(
                "There is not one column called “{wanted}”. The columns are {headings}",
                wanted=wanted.strip(),
                headings=say_joined([each.strip()[:40] or "?" for each in headings[:20]], last="and"),
            )
        )
    return plain.index(wanted.strip().casefold())


def _number(typed: str) -> Decimal | None:
    plain = typed.replace(",", "").removesuffix("%").strip()
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) > MOST or value != value.quantize(STEP):
        return None
    return value
