"""A printed figure stands for an interval: every number that is written so when it is rounded to the digits that were printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.valuation.precision import exact

# Spreadsheets calculate in binary with 15 to 17 digits; what they print with all of them differs by no more than this.
BINARY: Final = Decimal("1e-12")
LONGEST: Final = 60

_WORDS: Final = {
    "": 0,
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
    "%": -2,
}
_RATIO = re.compile(r"(?:1\s*:\s*(?P<after>.+)|(?P<before>[^:]+?)\s*:\s*1)")
_NUMBER = re.compile(
    r"(?P<sign>[-\u2212]?)(?P<digits>[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"(?:[eE](?P<power>[-+]?[0-9]{1,3}))?\s*(?P<word>[a-z]*|%)"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """`value` as printed, in units; numbers from `low` to `high` are printed so. `where` is the place in the report."""

    text: str
    value: Decimal
    half_step: Decimal
    where: str = ""

    @property
    def low(self) -> Decimal:
        return self.value - self.half_step

    @property
    def high(self) -> Decimal:
        return self.value + self.half_step

    def stands_for(self, number: Decimal) -> bool:
        with exact():
            return abs(number - self.value) <= max(self.half_step, abs(self.value) * BINARY)

    def differs_from(self, other: Printed) -> bool:
        """No number is printed both ways."""
        with exact():
            return abs(self.value - other.value) > self.half_step + other.half_step


def read_printed(text: str, *, rounded_to: Decimal = Decimal(0), where: str = "") -> Printed:
    """What a report prints: "£1,234,567", "1.2 million", "(450)", "3.56:1", "25%". Raises ValueError.

    `rounded_to` is the step a report says it rounds to, where that is coarser than its digits show: "thousands" is 1000.
    """
    typed = text.strip()
    if typed.startswith("="):
        raise ValueError(say("\u201c{text}\u201d is a formula: write the number that is printed", text=text))
    if len(typed) > LONGEST:
        raise ValueError(say("this is too long to be a printed figure"))
    ratio = _RATIO.fullmatch(re.sub(r"[\u00a3$\u20ac]", "", typed))
    if ratio is not None:
        typed = ratio["after"] or ratio["before"]
    bracketed = re.fullmatch(r"\((.+)\)", typed)
    bare = re.sub(r"[\u00a3$\u20ac]|\bGBP\b", "", bracketed[1] if bracketed else typed)
    match = _NUMBER.fullmatch(bare.strip().replace("\u00a0", " ").lower())
    if match is None or match["word"] not in _WORDS:
        raise ValueError(
            say("\u201c{text}\u201d is not a printed figure: write it as it stands there", text=text)
        )
    with exact():
        digits = Decimal(match["digits"].replace(",", "").replace(" ", ""))
        power = _WORDS[match["word"]] + int(match["power"] or 0)
        value = digits.scaleb(power)
        exponent = value.as_tuple().exponent
        step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
        negative = bool(match["sign"]) != bool(bracketed)
        return Printed(text, -value if negative else value, max(step, rounded_to) / 2, where)
