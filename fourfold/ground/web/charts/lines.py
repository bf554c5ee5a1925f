"""Two lines that add up by quarter: what was planned, and what is verified."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.said import say
from fourfold.ground.web.charts.drawing import WIDTH, Label, Number, amount_of, label_at, text_of, to_a_tenth
from fourfold.ground.web.filters import figure, unit_words
from fourfold.ground.web.shapes import short_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.ground.kernel.quantities import Unit


@dataclass(frozen=True, slots=True)
class Point:
    label: str
    x: Decimal
    planned_y: Decimal | None
    verified_y: Decimal | None
    planned_text: str
    verified_text: str
    below: Label | None


@dataclass(frozen=True, slots=True)
class Grid:
    y: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class BurnUp:
    id: str
    title: str
    describe: str
    height: int
    left: int
    bottom: int
    points: tuple[Point, ...]
    planned_paths: tuple[str, ...]
    verified_paths: tuple[str, ...]
    grid: tuple[Grid, ...]
    unit_text: str


def burn_up(
    quarters: Sequence[str],
    planned: Sequence[Number],
    verified: Sequence[Number],
    unit: Unit | str = "",
    title: str = "Planned and verified, adding up by quarter",
) -> BurnUp:
    """Two cumulative lines over the same quarters. An absent value breaks its line; it is never drawn as zero."""
    if not len(quarters) == len(planned) == len(verified):
        message = f"{len(quarters)} quarters, {len(planned)} planned and {len(verified)} verified values: they must be as many"
        raise ValueError(message)
    height, left, right, top_y, bottom = 210, 52, 10, 14, 175
    numbers_p, numbers_v = [amount_of(each) for each in planned], [amount_of(each) for each in verified]
    most = max([each for each in (*numbers_p, *numbers_v) if each is not None], default=Decimal(0))
    top = _nice_top(most)
    step = Decimal(WIDTH - left - right) / max(1, len(quarters) - 1)
    every = max(1, -(-len(quarters) // 3))

    # The unit stands once above the table: in each cell it would push the table off a phone.
    unit_text = _axis_unit(unit)
    in_cells = "" if unit_text else unit

    def y_of(number: Decimal | None) -> Decimal | None:
        return None if number is None else to_a_tenth(Decimal(bottom) - number / top * (bottom - top_y))

    points = tuple(
        Point(
            label=label,
            x=x,
            planned_y=y_of(numbers_p[place]),
            verified_y=y_of(numbers_v[place]),
            planned_text=text_of(planned[place], in_cells),
            verified_text=text_of(verified[place], in_cells),
            below=label_at(label, x) if place % every == 0 else None,
        )
        for place, label in enumerate(quarters)
        for x in (to_a_tenth(left + step * place),)
    )
    known = [place for place, point in enumerate(points) if point.verified_y is not None]
    describe = say("No quarters yet.")
    if points:
        describe = say(
            "From {first} to {last}. Planned by the end: {planned}. ",
            first=points[0].label,
            last=points[-1].label,
            planned=text_of(planned[-1], unit),
        )
        describe += (
            say(
                "Verified by {last}: {verified}, where {planned} was planned.",
                last=points[known[-1]].label,
                verified=text_of(verified[known[-1]], unit),
                planned=text_of(planned[known[-1]], unit),
            )
            if known
            else say("Nothing is verified yet.")
        )
    return BurnUp(
        id=f"burn-{short_id((title, describe))}",
        title=title,
        describe=describe,
        height=height,
        left=left,
        bottom=bottom,
        points=points,
        planned_paths=_paths([(point.x, point.planned_y) for point in points]),
        verified_paths=_paths([(point.x, point.verified_y) for point in points]),
        grid=tuple(
            Grid(
                to_a_tenth(Decimal(bottom) - Decimal(part) / 4 * (bottom - top_y)),
                _axis_text(top * part / 4, unit),
            )
            for part in (0, 2, 4)
        ),
        unit_text=unit_text,
    )


def _nice_top(most: Decimal) -> Decimal:
    """The top of an axis: 1, 2, 4, 5 or 8 times a power of ten, the first that is not below `most`."""
    if most <= 0:
        return Decimal(1)
    power = Decimal(10) ** most.adjusted()
    leading = (most / power).quantize(Decimal("0.01"), rounding=ROUND_CEILING)
    return next(power * nice for nice in (1, 2, 4, 5, 8, 10) if leading <= nice)


def _axis_text(number: Decimal, unit: Unit | str) -> str:
    if _is_money(unit):
        return Money(number).short().replace(" million", "m").replace(" billion", "bn")
    return figure(number)


def _axis_unit(unit: Unit | str) -> str:
    return "" if _is_money(unit) else unit_words(unit)


def _is_money(unit: Unit | str) -> bool:
    return (unit if isinstance(unit, str) else unit.code) in {"pounds", "£", "GBP"}


def _paths(places: Sequence[tuple[Decimal, Decimal | None]]) -> tuple[str, ...]:
    """The lines between neighbouring known places; a gap ends one line and begins another."""
    lines: list[list[str]] = [[]]
    for x, y in places:
        if y is None:
            lines.append([])
        else:
            lines[-1].append(f"{x},{y}")
    return tuple(" ".join(line) for line in lines if len(line) > 1)
