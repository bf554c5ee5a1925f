"""What every picture is drawn with: its width, its bars and labels, and numbers as places on it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.quantities import Quantity, Unit
from fourfold.ground.kernel.unknown import Absence
from fourfold.ground.web.filters import figure, quantity

WIDTH: Final = 300
ROW: Final = 40
# Letters 12 units high are seldom wider than this on the average of a label.
_LETTER: Final = Decimal("6.5")

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


def amount_of(value: Number) -> Decimal | None:
    match value:
        case None | Absence():
            return None
        case Money() | Quantity():
            return value.amount
        case _:
            return Decimal(value)


def text_of(value: Number, unit: Unit | str) -> str:
    return quantity(value, unit) if isinstance(value, (Decimal, int)) else figure(value)


def label_at(text: str, at: Decimal) -> Label:
    text = _cut(text, int(WIDTH / _LETTER))
    half = len(text) * _LETTER / 2
    return Label(text, to_a_tenth(min(max(at, half), WIDTH - half)))


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}\u2026"


def width_of(number: Decimal | None, top: Decimal) -> Decimal | None:
    if number is None:
        return None
    return to_a_tenth(number / top * WIDTH) if top > 0 else Decimal(0)


def to_a_tenth(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"))
