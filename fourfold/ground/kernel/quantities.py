"""Quantities of what is promised and delivered: a number of a known unit, never a bare number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typed_numbers import decimal_places, parse_number

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST: Final = Decimal(10) ** 9
# What the tables keep; a finer figure is refused rather than rounded unseen.
MOST_DECIMAL_PLACES: Final = 2


class DifferentUnits(ValueError):
    """Two quantities cannot be added, subtracted or compared: their units differ."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure. ``code`` is stored; ``whole`` units come in whole numbers only."""

    code: str
    singular: str
    plural: str
    whole: bool


UNITS: Final[Mapping[str, Unit]] = {
    unit.code: unit
    for unit in (
        Unit("people", say("person"), say("people"), whole=True),
        Unit("apprenticeships", say("apprenticeship"), say("apprenticeships"), whole=True),
        Unit("placements", say("placement"), say("placements"), whole=True),
        Unit("places", say("place"), say("places"), whole=True),
        Unit("jobs", say("job"), say("jobs"), whole=True),
        Unit("fte", say("full-time equivalent"), say("full-time equivalents"), whole=False),
        Unit("hours", say("hour"), say("hours"), whole=False),
        Unit("days", say("day"), say("days"), whole=False),
        Unit("weeks", say("week"), say("weeks"), whole=False),
        Unit("apprenticeship_weeks", say("apprenticeship week"), say("apprenticeship weeks"), whole=False),
        Unit("sessions", say("session"), say("sessions"), whole=True),
        Unit("events", say("event"), say("events"), whole=True),
        Unit("visits", say("visit"), say("visits"), whole=True),
        Unit("qualifications", say("qualification"), say("qualifications"), whole=True),
        Unit("homes", say("home"), say("homes"), whole=True),
        Unit("households", say("household"), say("households"), whole=True),
        Unit("organisations", say("organisation"), say("organisations"), whole=True),
        Unit("contracts", say("contract"), say("contracts"), whole=True),
        Unit("items", say("item"), say("items"), whole=True),
        Unit("meals", say("meal"), say("meals"), whole=True),
        Unit("trees", say("tree"), say("trees"), whole=True),
        Unit("pounds", say("pound"), say("pounds"), whole=False),
        Unit("kilograms", say("kilogram"), say("kilograms"), whole=False),
        Unit("tonnes", say("tonne"), say("tonnes"), whole=False),
        Unit("tonnes_co2e", say("tonne CO2e"), say("tonnes CO2e"), whole=False),
        Unit("kilowatt_hours", say("kilowatt hour"), say("kilowatt hours"), whole=False),
        Unit("miles", say("mile"), say("miles"), whole=False),
        Unit("square_metres", say("square metre"), say("square metres"), whole=False),
    )
}


def unit_of(code: str) -> Unit:
    """The unit with this code. Raises KeyError, naming the codes there are."""
    try:
        return UNITS[code]
    except KeyError:
        raise KeyError(
            f"There is no unit \u201c{code}\u201d. The units are: {', '.join(sorted(UNITS))}"
        ) from None


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of a unit: not negative, not above a thousand million, whole where the unit is whole.

    Raises TypeError for a float and NotUnderstood, with words fit for a page, for the rest.
    """

    amount: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"A quantity is a Decimal, not {type(self.amount).__name__}")
        if not self.amount.is_finite():
            raise NotUnderstood(
                say("{amount} is not a number of {plural}", amount=self.amount, plural=self.unit.plural)
            )
        if self.amount < 0:
            raise NotUnderstood(
                say("The number of {plural} must not be less than zero", plural=self.unit.plural)
            )
        if self.amount > MOST:
            raise NotUnderstood(
                say(
                    "The number of {plural} must not be more than {most}",
                    plural=self.unit.plural,
                    most=f"{MOST:,f}",
                )
            )
        if self.unit.whole and self.amount % 1 != 0:
            raise NotUnderstood(
                say(
                    "The number of {plural} must be a whole number, not {amount}",
                    plural=self.unit.plural,
                    amount=f"{self.amount.normalize():,f}",
                )
            )

    def __add__(self, other: Quantity) -> Quantity:
        self._check_same(other, "add")
        return Quantity(self.amount + other.amount, self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        self._check_same(other, "subtract")
        return Quantity(self.amount - other.amount, self.unit)

    def __lt__(self, other: Quantity) -> bool:
        self._check_same(other, "compare")
        return self.amount < other.amount

    def __le__(self, other: Quantity) -> bool:
        self._check_same(other, "compare")
        return self.amount <= other.amount

    def __gt__(self, other: Quantity) -> bool:
        self._check_same(other, "compare")
        return self.amount > other.amount

    def __ge__(self, other: Quantity) -> bool:
        self._check_same(other, "compare")
        return self.amount >= other.amount

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        return self.text

    @property
    def number(self) -> str:
        """The digits alone: "1,550", "2.5"; no zeros at the end."""
        if not self.amount:
            return "0"
        digits = f"{self.amount:,f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits

    @property
    def text(self) -> str:
        """For a page: "1 apprenticeship", "1,550 homes", "2.5 tonnes CO2e"; pounds as "£1,234.50"."""
        if self.unit.code == "pounds":
            return f"£{self.amount:,.2f}" if decimal_places(self.amount) in {1, 2} else f"£{self.number}"
        return say(
            "{number} {unit}",
            number=self.number,
            unit=self.unit.singular if self.amount == 1 else self.unit.plural,
        )

    def _check_same(self, other: Quantity, verb: str) -> None:
        if not isinstance(other, Quantity):
            raise TypeError(f"Cannot {verb} a quantity and {type(other).__name__}")
        if self.unit != other.unit:
            raise DifferentUnits(f"Cannot {verb} {self.unit.plural} and {other.unit.plural}")


def parse_quantity(text: str, unit: Unit) -> Quantity:
    """The quantity a person typed: "1,550", "2.5", "1,550 homes". Raises NotUnderstood with what is wrong."""
    typed = text.strip()
    if unit.code == "pounds":
        typed = typed.removeprefix("£").lstrip()
    for name in (unit.plural, unit.singular):
        if typed.lower().endswith(f" {name.lower()}"):
            typed = typed[: -len(name)].rstrip()
            break
    amount = parse_number(typed, example="12" if unit.whole else "12.5")
    if decimal_places(amount) > MOST_DECIMAL_PLACES:
        raise NotUnderstood(
            say(
                "Enter the number of {plural} with at most {most_decimal_places} decimal places",
                plural=unit.plural,
                most_decimal_places=MOST_DECIMAL_PLACES,
            )
        )
    return Quantity(amount, unit)
