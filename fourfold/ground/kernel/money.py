"""Money with its currency and its price basis, so that pounds of different years are never added by accident."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import Said, say
from fourfold.ground.kernel.sharing import share_out
from fourfold.ground.kernel.typed_numbers import decimal_places, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PENNY: Final = Decimal("0.01")
MOST_MONEY: Final = Decimal(10) ** 15
MOST_TYPED: Final = Decimal(10) ** 12
EARLIEST_PRICE_YEAR: Final = 1900
LATEST_PRICE_YEAR: Final = 2200

_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
_SCALES = (
    (Decimal(10) ** 6, say("{amount} million")),
    (Decimal(10) ** 9, say("{amount} billion")),
    (Decimal(10) ** 12, say("{amount} trillion")),
)
_CURRENCY = re.compile(r"[A-Z]{3}")


class DifferentMoney(ValueError):
    """Two amounts cannot be added, subtracted or compared: their currencies or price bases differ."""


class Rounding(StrEnum):
    """What happens to an exact half. It is always stated, because published figures use both."""

    HALF_UP = ROUND_HALF_UP
    HALF_EVEN = ROUND_HALF_EVEN


class PriceYear(StrEnum):
    CALENDAR = "calendar"
    FINANCIAL = "financial"


@dataclass(frozen=True, slots=True)
class PriceBasis:
    """The year whose prices an amount is in. A financial year is named by the year in which it starts."""

    year: int
    kind: PriceYear = PriceYear.CALENDAR

    def __post_init__(self) -> None:
        if not EARLIEST_PRICE_YEAR <= self.year <= LATEST_PRICE_YEAR:
            raise ValueError(
                f"A price year is between {EARLIEST_PRICE_YEAR} and {LATEST_PRICE_YEAR}, not {self.year}"
            )

    @property
    def text(self) -> str:
        if self.kind is PriceYear.FINANCIAL:
            return say("{year} to {next_year} prices", year=self.year, next_year=self.year + 1)
        return say("{year} prices", year=self.year)


# Cash, in the money of the day on which it is paid: the only basis without a price year.
NOMINAL: Final = None


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount. ``price_basis`` None (``NOMINAL``) is cash, in the money of the day it is paid.

    Raises TypeError for a float and ValueError for what is no amount (not a number, infinite, beyond 10**15).
    """

    amount: Decimal
    currency: str = "GBP"
    price_basis: PriceBasis | None = NOMINAL

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"An amount of money is a Decimal, not {type(self.amount).__name__}")
        if not self.amount.is_finite():
            raise ValueError(f"{self.amount} is not an amount of money")
        if abs(self.amount) > MOST_MONEY:
            raise ValueError(f"{self.amount:,f} is too large to be an amount of money")
        if _CURRENCY.fullmatch(self.currency) is None:
            raise ValueError(
                f"A currency is three capital letters, such as GBP, not \u201c{self.currency}\u201d"
            )

    def __add__(self, other: Money) -> Money:
        self._check_same(other, "add")
        return replace(self, amount=self.amount + other.amount)

    def __sub__(self, other: Money) -> Money:
        self._check_same(other, "subtract")
        return replace(self, amount=self.amount - other.amount)

    def __neg__(self) -> Money:
        return replace(self, amount=-self.amount)

    def __abs__(self) -> Money:
        return replace(self, amount=abs(self.amount))

    def __mul__(self, factor: Decimal | int) -> Money:
        return replace(self, amount=self.amount * _factor(factor))

    def __rmul__(self, factor: Decimal | int) -> Money:
        return self * factor

    def __truediv__(self, divisor: Decimal | int) -> Money:
        """To 28 significant digits, Decimal's own precision; use ``split`` where parts must add up."""
        return replace(self, amount=self.amount / _factor(divisor))

    def __lt__(self, other: Money) -> bool:
        self._check_same(other, "compare")
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        self._check_same(other, "compare")
        return self.amount <= other.amount

    def __gt__(self, other: Money) -> bool:
        self._check_same(other, "compare")
        return self.amount > other.amount

    def __ge__(self, other: Money) -> bool:
        self._check_same(other, "compare")
        return self.amount >= other.amount

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        return self.exact()

    def ratio_to(self, other: Money) -> Decimal:
        """How many times ``other`` goes into this: a number without a currency. ZeroDivisionError for nothing."""
        self._check_same(other, "compare")
        if not other:
            raise ZeroDivisionError(say("There is no ratio to an amount of nothing"))
        return self.amount / other.amount

    def quantise(self, *, rounding: Rounding, step: Decimal = PENNY) -> Money:
        """Rounded to a multiple of ``step``, a power of ten: the penny unless another is given."""
        return replace(self, amount=self.amount.quantize(step, rounding=rounding.value))

    def split(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Whole pennies in proportion to ``weights``, adding up to this amount exactly (see ``share_out``)."""
        return tuple(replace(self, amount=part) for part in share_out(self.amount, weights, step=PENNY))

    def exact(self) -> str:
        """To the penny, as "£1,234.56". What is finer than a penny is rounded, a half away from zero."""
        pence = self.amount.quantize(PENNY, rounding=ROUND_HALF_UP)
        return self._signed(pence, f"{abs(pence):,.2f}")

    def short(self) -> str:
        """For a chart or a headline: "£6.8 million" to one decimal, "£412,345" in whole pounds below a million.

        Halves are rounded away from zero. An amount is carried to the next word rather than shown as 1,000 of
        the last: £999,960,000 is "£1 billion".
        """
        pounds = self.amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)
        shown, words = pounds, ""
        for scale, name in _SCALES:
            if abs(shown) < (1000 if words else _SCALES[0][0]):
                break
            shown, words = (self.amount / scale).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP), name
        digits = f"{abs(shown):,f}".removesuffix(".0")
        return self._signed(
            shown, Said(words.format(amount=digits), words, {"amount": digits}) if words else digits
        )

    def _signed(self, shown: Decimal, digits: str) -> str:
        symbol = _SYMBOLS.get(self.currency, f"{self.currency} ")
        return ("\u2212" if shown < 0 else "") + symbol + digits

    def _check_same(self, other: Money, verb: str) -> None:
        if not isinstance(other, Money):
            raise TypeError(f"Cannot {verb} money and {type(other).__name__}")
        if self.currency != other.currency:
            raise DifferentMoney(
                say(
                    "Cannot {verb} {currency} and {other_currency}: convert one of them first",
                    verb=verb,
                    currency=self.currency,
                    other_currency=other.currency,
                )
            )
        if self.price_basis != other.price_basis:
            raise DifferentMoney(
                say(
                    "Cannot {verb} {one_basis} and {other_basis}: bring both to the same prices first",
                    verb=verb,
                    one_basis=basis_text(self.price_basis),
                    other_basis=basis_text(other.price_basis),
                )
            )


def basis_text(basis: PriceBasis | None) -> str:
    return "cash" if basis is None else basis.text


def total(amounts: Iterable[Money], *, nothing: Money) -> Money:
    """The sum of ``amounts``; ``nothing`` says the currency and basis, and is the answer where there are none."""
    result = replace(nothing, amount=Decimal(0))
    for amount in amounts:
        result += amount
    return result


def parse_money(
    text: str,
    *,
    currency: str = "GBP",
    price_basis: PriceBasis | None = NOMINAL,
    may_be_negative: bool = False,
) -> Money:
    """The amount that a person typed: "£1,234.50", "1,234", "1.2m", "£3 million". Raises NotUnderstood."""
    example = f"{_SYMBOLS.get(currency, '')}1,234.50"
    amount = parse_number(_without_currency(text, currency), example=example)
    if amount < 0 and not may_be_negative:
        raise NotUnderstood(say("The amount must not be less than zero"))
    if abs(amount) > MOST_TYPED:
        raise NotUnderstood(
            say("The amount must not be more than {short}", short=Money(MOST_TYPED, currency).short())
        )
    if decimal_places(amount) > decimal_places(PENNY):
        raise NotUnderstood(
            say(
                "{amount} has more than two decimal places. Enter an amount such as {example}",
                amount=f"{amount:,f}",
                example=example,
            )
        )
    return Money(amount.quantize(PENNY), currency, price_basis)


def _without_currency(text: str, currency: str) -> str:
    """The typed text with its sign first, and without the symbol or code of ``currency``."""
    typed = text.strip()
    other = next((code for code, symbol in _SYMBOLS.items() if symbol in typed and code != currency), None)
    if other is not None:
        raise NotUnderstood(
            say("Enter the amount in {currency}, not in {other}", currency=currency, other=other)
        )
    sign = typed[:1] if typed[:1] in {"-", "\u2212"} else ""
    typed = typed.removeprefix(sign).lstrip()
    for mark in (_SYMBOLS.get(currency, currency), currency, currency.lower()):
        if typed.startswith(mark):
            return sign + typed.removeprefix(mark).lstrip()
        if typed.endswith(f" {mark}"):
            return sign + typed.removesuffix(mark).rstrip()
    return sign + typed


def _factor(factor: Decimal | int) -> Decimal:
    if isinstance(factor, bool) or not isinstance(factor, Decimal | int):
        raise TypeError(
            f"Money is multiplied or divided by a Decimal or a whole number, not {type(factor).__name__}"
        )
    return Decimal(factor)
