from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.quantities import UNITS, DifferentUnits, Quantity, parse_quantity, unit_of
from fourfold.ground.kernel.refusals import NotUnderstood

HOMES, WEEKS, CARBON, POUNDS = (unit_of(code) for code in ("homes", "weeks", "tonnes_co2e", "pounds"))


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        ("1", "apprenticeships", "1 apprenticeship"),
        ("0", "people", "0 people"),
        ("1550", "homes", "1,550 homes"),
        ("2.50", "tonnes_co2e", "2.5 tonnes CO2e"),
        ("1.0", "weeks", "1 week"),
        ("100", "hours", "100 hours"),
        ("0.00", "hours", "0 hours"),
        ("1234.5", "pounds", "£1,234.50"),
        ("1234", "pounds", "£1,234"),
        ("0.125", "pounds", "£0.125"),
    ],
)
def test_quantities_read_as_people_write_them(amount: str, unit: str, text: str) -> None:
    assert Quantity(Decimal(amount), unit_of(unit)).text == text


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1,550", 1550), ("1550", 1550), (" 1 550 ", 1550), ("1,550 homes", 1550), ("1 Home", 1)],
)
def test_quantities_as_people_type_them(typed: str, amount: int) -> None:
    assert parse_quantity(typed, HOMES) == Quantity(Decimal(amount), HOMES)


def test_pounds_may_be_typed_with_their_sign() -> None:
    assert parse_quantity("£1,234.50", POUNDS) == Quantity(Decimal("1234.50"), POUNDS)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter a number, such as 12"),
        ("lots", "is not a number"),
        ("2 weeks", "is not a number"),
        ("-1", "The number of homes must not be less than zero"),
        ("1.5", "The number of homes must be a whole number, not 1.5"),
        ("1.1bn", "The number of homes must not be more than 1,000,000,000"),
        ("NaN", "is not a number"),
    ],
)
def test_a_quantity_that_cannot_be_is_refused(typed: str, says: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        parse_quantity(typed, HOMES)
    assert says in str(refusal.value)


def test_a_fraction_finer_than_is_kept_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="at most 2 decimal places"):
        parse_quantity("0.1234567", WEEKS)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-1", "1000000001"])
def test_no_quantity_is_made_of_what_is_none(amount: str) -> None:
    with pytest.raises(NotUnderstood):
        Quantity(Decimal(amount), CARBON)


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="not float"):
        Quantity(1.5, WEEKS)  # type: ignore[arg-type]


def test_only_like_is_added_to_like() -> None:
    ten, three = Quantity(Decimal(10), HOMES), Quantity(Decimal(3), HOMES)
    assert ten + three == Quantity(Decimal(13), HOMES)
    assert ten - three == Quantity(Decimal(7), HOMES)
    assert three < ten <= ten > three >= three
    with pytest.raises(DifferentUnits, match="Cannot add homes and weeks"):
        ten + Quantity(Decimal(1), WEEKS)
    with pytest.raises(NotUnderstood, match="less than zero"):
        three - ten


def test_an_unknown_unit_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match=r"There is no unit .furlongs.*apprenticeships"):
        unit_of("furlongs")


@given(st.sampled_from(sorted(UNITS)), st.integers(0, 10**9))
def test_a_quantity_as_shown_can_be_typed_back(code: str, amount: int) -> None:
    quantity = Quantity(Decimal(amount), unit_of(code))
    assert parse_quantity(quantity.text, quantity.unit) == quantity
