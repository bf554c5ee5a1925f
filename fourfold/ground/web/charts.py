"""Geometry of our pictures: plain numbers in, places on a drawing 300 units wide out. The markup is in components/charts.jinja.

Every picture is drawn for a phone (300 units are about 290 pixels there), says the same as the table beside it, and tells
nothing by colour alone. Nothing known to be missing is drawn as zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.quantities import Quantity, Unit
from fourfold.ground.kernel.said import begun_large, begun_small, say, side_by_side
from fourfold.ground.kernel.unknown import Absence
from fourfold.ground.spine.registry import Level, Strip
from fourfold.ground.spine.words import KIND_WORDS
from fourfold.ground.web.filters import figure, percent, quantity, unit_words
from fourfold.ground.web.shapes import short_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH: Final = 300
_ROW: Final = 40
# Letters 12 units high are seldom wider than this on the average of a label.
_LETTER: Final = Decimal("6.5")
FIVE: Final = ("committed", "reported", "confirmed", "verified", "published")
FIVE_WORDS: Final = {
    "committed": say("Committed"),
    "reported": say("Reported"),
    "confirmed": say("Confirmed"),
    "verified": say("Verified"),
    "published": say("Published"),
}
FIVE_MEANINGS: Final = {
    "committed": say("promised in the contract"),
    "reported": say("what the supplier says was delivered"),
    "confirmed": say("what those who received it say"),
    "verified": say("what the contract manager checked against evidence"),
    "published": say("what stands in a published account"),
}

Number = Decimal | int | Quantity | Money | Absence | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `width` is None where there is no number to draw; `text` then says why.

    The short ones are as much as fits beside each other; the table beside the picture has all of both.
    """

    label: str
    text: str
    y: int
    width: Decimal | None
    css: str = ""
    meaning: str = ""

    @property
    def short_text(self) -> str:
        return _cut(self.text, 26)

    @property
    def short_label(self) -> str:
        return _cut(self.label, (WIDTH - 8 * len(self.short_text) - 12) // 7)


@dataclass(frozen=True, slots=True)
class Label:
    """Small words that stand about `x`, their middle, and never beyond the drawing."""

    text: str
    x: Decimal


@dataclass(frozen=True, slots=True)
class FiveBars:
    id: str
    title: str
    describe: str
    height: int
    bars: tuple[Bar, ...]
    due_at: Decimal | None
    due_text: str
    due_label: Label
    headline: str
    headline_words: str


def five_bars(  # noqa: PLR0917  (the five, in the order in which they always stand)
    committed: Number,
    due: Number,
    reported: Number,
    confirmed: Number,
    verified: Number,
    published: Number,
    unit: Unit | str = "",
    title: str = "Promised and delivered",
    due_words: str = "Due by today",
    share_words: str = "verified of what is due to date",
) -> FiveBars:
    """The five numbers on one scale, with a mark on the promise at what was due: by today, or as `due_words` say."""
    values = dict(zip(FIVE, (committed, reported, confirmed, verified, published), strict=True))
    numbers = {name: _number(value) for name, value in values.items()}
    due_number = _number(due)
    top = max(
        [number for number in (*numbers.values(), due_number) if number is not None], default=Decimal(0)
    )
    bars = tuple(
        Bar(
            label=FIVE_WORDS[name],
            text=_text(values[name], unit),
            y=place * _ROW,
            width=_share(numbers[name], top),
            css=name,
            meaning=FIVE_MEANINGS[name],
        )
        for place, name in enumerate(FIVE)
    )
    headline, words = _headline(due, due_number, values["verified"], numbers["verified"], share_words)
    due_text = _text(due, unit)
    due_at = _share(due_number, top) if due_number else None
    describe = side_by_side(
        (say("{label} {text}", label=begun_small(bar.label), text=bar.text) for bar in bars), "; "
    )
    return FiveBars(
        id=f"five-{short_id((title, describe, due_text))}",
        title=title,
        describe=say(
            "{figures}. {due}: {due_figure}. {headline}.",
            figures=describe,
            due=due_words,
            due_figure=due_text,
            headline=side_by_side(filter(None, (headline, words))),
        ),
        height=len(FIVE) * _ROW,
        bars=bars,
        due_at=due_at,
        due_text=due_text,
        due_label=_label(say("{words}: {text}", words=due_words, text=due_text), due_at or Decimal(0)),
        headline=headline,
        headline_words=words,
    )


def _headline(
    due: Number,
    due_number: Decimal | None,
    verified: Number,
    verified_number: Decimal | None,
    share_words: str,
) -> tuple[str, str]:
    if due_number is None:
        return begun_large(_text(due, "")), say("how much is due to date")
    if due_number == 0:
        return say("Nothing due yet"), ""
    if verified_number is None:
        return begun_large(_text(verified, "")), say("how much of what is due is verified")
    return percent(verified_number / due_number), share_words


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
    numbers_p, numbers_v = [_number(each) for each in planned], [_number(each) for each in verified]
    most = max([each for each in (*numbers_p, *numbers_v) if each is not None], default=Decimal(0))
    top = _nice_top(most)
    step = Decimal(WIDTH - left - right) / max(1, len(quarters) - 1)
    every = max(1, -(-len(quarters) // 3))

    # The unit stands once above the table: in each cell it would push the table off a phone.
    unit_text = _axis_unit(unit)
    in_cells = "" if unit_text else unit

    def y_of(number: Decimal | None) -> Decimal | None:
        return None if number is None else _round(Decimal(bottom) - number / top * (bottom - top_y))

    points = tuple(
        Point(
            label=label,
            x=x,
            planned_y=y_of(numbers_p[place]),
            verified_y=y_of(numbers_v[place]),
            planned_text=_text(planned[place], in_cells),
            verified_text=_text(verified[place], in_cells),
            below=_label(label, x) if place % every == 0 else None,
        )
        for place, label in enumerate(quarters)
        for x in (_round(left + step * place),)
    )
    known = [place for place, point in enumerate(points) if point.verified_y is not None]
    describe = say("No quarters yet.")
    if points:
        describe = say(
            "From {first} to {last}. Planned by the end: {planned}. ",
            first=points[0].label,
            last=points[-1].label,
            planned=_text(planned[-1], unit),
        )
        describe += (
            say(
                "Verified by {last}: {verified}, where {planned} was planned.",
                last=points[known[-1]].label,
                verified=_text(verified[known[-1]], unit),
                planned=_text(planned[known[-1]], unit),
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
                _round(Decimal(bottom) - Decimal(part) / 4 * (bottom - top_y)),
                _axis_text(top * part / 4, unit),
            )
            for part in (0, 2, 4)
        ),
        unit_text=unit_text,
    )


@dataclass(frozen=True, slots=True)
class MixBars:
    id: str
    title: str
    describe: str
    height: int
    bars: tuple[Bar, ...]
    zero: Decimal


def mix_bars(rows: Sequence[tuple[str, Number]], unit: Unit | str = "", title: str = "By kind") -> MixBars:
    """One bar a category, in the order given; with shares of the whole where every value is known and none negative."""
    numbers = [_number(value) for _, value in rows]
    top = max([abs(number) for number in numbers if number is not None], default=Decimal(0))
    known = [number for number in numbers if number is not None]
    whole = sum(known, Decimal(0))
    shares = len(known) == len(rows) and whole > 0 and min(known) >= 0 and len(rows) > 1
    bars = tuple(
        Bar(
            label=str(label),
            text=_text(value, unit)
            + (f" ({percent(number / whole)})" if shares and number is not None else ""),
            y=place * _ROW,
            width=_share(None if number is None else abs(number), top),
            css="negative" if number is not None and number < 0 else "mix",
        )
        for place, ((label, value), number) in enumerate(zip(rows, numbers, strict=True))
    )
    describe = side_by_side(
        (say("{label}: {text}", label=bar.label, text=bar.text) for bar in bars), "; "
    ) or say("Nothing to show yet")
    return MixBars(
        f"mix-{short_id((title, describe))}",
        title,
        say("{figures}.", figures=describe),
        max(1, len(rows)) * _ROW,
        bars,
        Decimal(0),
    )


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """A step of the journey. `filled` is how many of 100 units of its picture are filled, None where that is not known."""

    step: str
    figure: str
    label: str
    state: str
    href: str
    action: str
    filled: Decimal | None
    number: int


def journey_steps(steps: Sequence[Mapping[str, object]]) -> tuple[JourneyStep, ...]:
    """The four steps in order; `share` (0 to 1) fills the picture, and an absent one leaves it hatched."""
    done = []
    for number, step in enumerate(steps, start=1):
        share = step.get("share")
        done.append(
            JourneyStep(
                step=str(step["step"]),
                figure=figure(step.get("figure")),
                label=str(step.get("label", "")),
                state=str(step.get("state", "")),
                href=str(step.get("href", "")),
                action=str(step.get("action", "")),
                filled=None
                if share is None or isinstance(share, Absence)
                else _round(min(Decimal(1), max(Decimal(0), Decimal(str(share)))) * 100),
                number=number,
            )
        )
    return tuple(done)


@dataclass(frozen=True, slots=True)
class SpineLink:
    title: str
    href: str
    state: str


@dataclass(frozen=True, slots=True)
class SpineItem:
    """One place on the strip. `place` is "above", "this" or "below"; `states` how many stand in which state."""

    kind: str
    place: str
    count: int
    links: tuple[SpineLink, ...]
    states: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        """As "Commitment", "12 commitments"."""
        one, many = KIND_WORDS.get(self.kind, (self.kind, self.kind))
        return (
            begun_large(one)
            if self.count == 1
            else say("{number} {things}", number=f"{self.count:,}", things=many)
        )


@dataclass(frozen=True, slots=True)
class SpineStrip:
    items: tuple[SpineItem, ...]
    rootless: bool
    endless: bool


MOST_LISTED: Final = 20
_FIRST_KINDS: Final = ("priority",)
_LAST_KINDS: Final = ("valuation",)


def spine_strip(strip: Strip | Sequence[Mapping[str, object]]) -> SpineStrip:
    """The strip of `ground.spine.registry.strip`, or rows with kind, title, href, state, count and place."""
    if isinstance(strip, Strip):
        this = strip.this
        items = (
            *(_level(level, "above") for level in strip.above),
            SpineItem(
                this.kind,
                "this",
                1,
                (SpineLink(this.title, "", this.state),),
                ((this.state, 1),) if this.state else (),
            ),
            *(_level(level, "below") for level in strip.below),
        )
    else:
        items = tuple(_row(row) for row in strip)
    here = next((item for item in items if item.place == "this"), None)
    return SpineStrip(
        items=items,
        rootless=here is not None
        and here.kind not in _FIRST_KINDS
        and not any(item.place == "above" for item in items),
        endless=here is not None
        and here.kind not in _LAST_KINDS
        and not any(item.place == "below" for item in items),
    )


def _level(level: Level, place: str) -> SpineItem:
    links = tuple(SpineLink(step.title, step.href, step.state) for step in level.steps[:MOST_LISTED])
    return SpineItem(level.kind, place, level.count, links, level.states)


def _row(row: Mapping[str, object]) -> SpineItem:
    state, title = str(row.get("state") or ""), str(row.get("title") or "")
    count = int(str(row.get("count", 1) or 0))
    links = (SpineLink(title, str(row.get("href") or ""), state),) if title else ()
    return SpineItem(
        str(row["kind"]), str(row.get("place", "below")), count, links, ((state, count),) if state else ()
    )


def _number(value: Number) -> Decimal | None:
    match value:
        case None | Absence():
            return None
        case Money() | Quantity():
            return value.amount
        case _:
            return Decimal(value)


def _text(value: Number, unit: Unit | str) -> str:
    return quantity(value, unit) if isinstance(value, (Decimal, int)) else figure(value)


def _label(text: str, at: Decimal) -> Label:
    text = _cut(text, int(WIDTH / _LETTER))
    half = len(text) * _LETTER / 2
    return Label(text, _round(min(max(at, half), WIDTH - half)))


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}\u2026"


def _share(number: Decimal | None, top: Decimal) -> Decimal | None:
    if number is None:
        return None
    return _round(number / top * WIDTH) if top > 0 else Decimal(0)


def _round(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"))


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
