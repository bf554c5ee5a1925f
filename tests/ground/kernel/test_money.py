from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.money import (
    NOMINAL,
    DifferentMoney,
    Money,
    PriceBasis,
    PriceYear,
    Rounding,
    parse_money,
    total,
)
from fourfold.ground.kernel.refusals import NotUnderstood

pence = st.integers(min_value=-(10**13), max_value=10**13).map(lambda n: Decimal(n).scaleb(-2))


def pounds(amount: str) -> Money:
    return Money(Decimal(amount))


@pytest.mark.parametrize(
    ("amount", "exact"),
    [
        ("0", "£0.00"),
        ("1234.56", "£1,234.56"),
        ("-1234.5", "\u2212£1,234.50"),
        ("0.005", "£0.01"),
        ("-0.005", "\u2212£0.01"),
        ("-0.004", "£0.00"),
        ("1234567890.1", "£1,234,567,890.10"),
    ],
)
def test_exact_money_is_shown_to_the_penny(amount: str, exact: str) -> None:
    assert pounds(amount).exact() == exact


@pytest.mark.parametrize(
    ("amount", "short"),
    [
        ("0", "£0"),
        ("999.50", "£1,000"),
        ("412345.20", "£412,345"),
        ("999999.49", "£999,999"),
        ("999999.50", "£1 million"),
        ("6800000", "£6.8 million"),
        ("6850000", "£6.9 million"),
        ("7000000", "£7 million"),
        ("-6800000", "\u2212£6.8 million"),
        ("999940000", "£999.9 million"),
        ("999960000", "£1 billion"),
        ("1200000000", "£1.2 billion"),
        ("999960000000", "£1 trillion"),
        ("12500000000000", "£12.5 trillion"),
        ("1000000000000000", "£1,000 trillion"),
    ],
)
def test_short_money_is_rounded_and_says_its_scale(amount: str, short: str) -> None:
    assert pounds(amount).short() == short


def test_other_currencies_say_which_they_are() -> None:
    assert Money(Decimal(750000), "EUR").exact() == "€750,000.00"
    assert Money(Decimal(-5), "CHF").exact() == "\u2212CHF 5.00"


def test_money_of_one_kind_is_added_compared_and_multiplied() -> None:
    assert pounds("1.10") + pounds("2.20") == pounds("3.30")
    assert pounds("1.10") - pounds("2.20") == pounds("-1.10")
    assert pounds("1.10") * 3 == 3 * pounds("1.10") == pounds("3.30")
    assert pounds("1.10") * Decimal("0.5") == pounds("0.55")
    assert pounds("10") / 4 == pounds("2.5")
    assert pounds("10").ratio_to(pounds("4")) == Decimal("2.5")
    assert pounds("1") < pounds("2") <= pounds("2") < pounds("3")
    assert pounds("2") > pounds("1") >= pounds("1")
    assert abs(-pounds("2")) == pounds("2")
    assert not pounds("0.00")
    assert total([pounds("1"), pounds("2")], nothing=pounds("0")) == pounds("3")
    assert total([], nothing=pounds("7")) == pounds("0")


def test_pounds_of_different_years_or_currencies_do_not_mix() -> None:
    old, new = PriceBasis(2019), PriceBasis(2024, PriceYear.FINANCIAL)
    with pytest.raises(DifferentMoney, match="Cannot add GBP and EUR: convert one of them first"):
        pounds("1") + Money(Decimal(1), "EUR")
    with pytest.raises(
        DifferentMoney, match="Cannot subtract 2019 prices and 2024 to 2025 prices: bring both"
    ):
        Money(Decimal(1), price_basis=old) - Money(Decimal(1), price_basis=new)
    with pytest.raises(DifferentMoney, match="Cannot compare cash and 2019 prices"):
        assert Money(Decimal(1), price_basis=NOMINAL) < Money(Decimal(1), price_basis=old)
    assert Money(Decimal(1)) != Money(Decimal(1), price_basis=old)


def test_there_is_no_ratio_to_nothing() -> None:
    with pytest.raises(ZeroDivisionError, match="no ratio"):
        pounds("1").ratio_to(pounds("0"))


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity", "1e16"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="amount of money"):
        Money(Decimal(amount))


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="not float"):
        Money(0.1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not float"):
        pounds("1") * 0.1  # type: ignore[operator]
    with pytest.raises(TypeError, match="Cannot add money and int"):
        pounds("1") + 1  # type: ignore[operator]


@pytest.mark.parametrize("currency", ["", "gbp", "POUNDS", "£"])
def test_a_currency_is_three_capitals(currency: str) -> None:
    with pytest.raises(ValueError, match="three capital letters"):
        Money(Decimal(1), currency)


def test_a_price_year_is_a_plausible_year() -> None:
    with pytest.raises(ValueError, match="between 1900 and 2200, not 19"):
        PriceBasis(19)


def test_the_rounding_of_a_half_is_stated() -> None:
    assert pounds("0.125").quantise(rounding=Rounding.HALF_UP) == pounds("0.13")
    assert pounds("0.125").quantise(rounding=Rounding.HALF_EVEN) == pounds("0.12")
    assert pounds("1250").quantise(rounding=Rounding.HALF_EVEN, step=Decimal("1e2")) == pounds("1200")


@given(pence, st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any))
def test_split_pennies_add_up(amount: Decimal, weights: list[int]) -> None:
    parts = Money(amount).split(weights)
    assert total(parts, nothing=pounds("0")) == Money(amount)
    assert all(part.amount == part.amount.quantize(Decimal("0.01")) for part in parts)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("£1,234.50", "1234.50"),
        (" £ 1 234.5 ", "1234.50"),
        ("1,234", "1234"),
        ("1234", "1234"),
        (".5", "0.50"),
        ("1.2m", "1200000"),
        ("£1.2345M", "1234500"),
        ("£3 million", "3000000"),
        ("2bn", "2000000000"),
        ("500k", "500000"),
        ("GBP 20", "20"),
        ("20 GBP", "20"),
        ("1,234,567.89", "1234567.89"),
        ("0", "0"),
    ],
)
def test_money_as_people_type_it(typed: str, amount: str) -> None:
    assert parse_money(typed) == pounds(amount)


@pytest.mark.parametrize("typed", ["-£5", "£-5", "\u2212 £5", "-5"])
def test_an_amount_below_zero_is_read_only_where_it_may_be(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="must not be less than zero"):
        parse_money(typed)
    assert parse_money(typed, may_be_negative=True) == pounds("-5")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter a number, such as £1,234.50"),
        ("£", "Enter a number, such as £1,234.50"),
        ("about 500", "is not a number"),
        ("1e9", "is not a number"),
        ("NaN", "is not a number"),
        ("inf", "is not a number"),
        ("(500)", "is not a number"),
        ("50p", "is not a number"),
        ("--5", "is not a number"),
        ("٣", "is not a number"),
        ("1,23", "more than one way"),
        ("1.234,50", "more than one way"),
        ("12,34,567", "more than one way"),
        ("1 234,567", "more than one way"),
        ("1.2.3", "more than one way"),
        ("1234,567", "more than one way"),
        ("£1.234", "more than two decimal places"),
        ("1000.1bn", "must not be more than £1 trillion"),
        ("9" * 29, "too long"),
        ("€5", "Enter the amount in GBP, not in EUR"),
    ],
)
def test_what_cannot_be_read_as_money_says_why(typed: str, says: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        parse_money(typed)
    assert says in str(refusal.value)


@given(st.integers(0, 10**14).map(lambda n: Decimal(n).scaleb(-2)))
def test_money_as_shown_can_be_typed_back(amount: Decimal) -> None:
    assert parse_money(Money(amount).exact()) == Money(amount)


def grouped_by_hand(amount: Decimal) -> str:
    """A second, plain way of writing pounds and pence."""
    with localcontext() as context:
        context.prec = 50
        all_pence = int((abs(amount) * 100).to_integral_value(rounding=ROUND_HALF_UP))
    digits, rest = str(all_pence // 100), f"{all_pence % 100:02}"
    groups: list[str] = []
    while digits:
        groups.insert(0, digits[-3:])
        digits = digits[:-3]
    return ("\u2212" if amount < 0 and all_pence else "") + "£" + ",".join(groups) + "." + rest


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_exact_agrees_with_a_plain_writing_of_it(amount: Decimal) -> None:
    assert Money(amount).exact() == grouped_by_hand(amount)
