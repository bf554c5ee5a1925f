"""A total that cannot be printed without saying what it is a total of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from fourfold.define.rules.kinds_of_value import LEDGERS
from fourfold.ground.kernel.money import Money, PriceBasis, basis_text
from fourfold.ground.kernel.said import begun_small, say, side_by_side
from fourfold.ground.kernel.sources import is_placeholder
from fourfold.measure.rules.valuation.precision import exact, plain

if TYPE_CHECKING:
    from collections.abc import Iterable


class NotAdded(ValueError):
    """These cannot be added: the message says which of them, and what to do."""


class Figure(StrEnum):
    """Which of the figures that stand together is added up; a forecast stands before them all, a value map's beside them."""

    CALCULATED = "calculated"
    FORECAST = "forecast"
    COMMITTED = "committed"
    DUE = "due"
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    VERIFIED = "verified"
    PUBLISHED = "published"

    @property
    def words(self) -> str:
        return {
            Figure.CALCULATED: say("present value in a value map"),
            Figure.FORECAST: say("forecast"),
            Figure.COMMITTED: say("committed"),
            Figure.DUE: say("due by now"),
            Figure.REPORTED: say("reported"),
            Figure.CONFIRMED: say("confirmed"),
            Figure.VERIFIED: say("verified"),
            Figure.PUBLISHED: say("published"),
        }[self]


class Part(StrEnum):
    """Which part of a figure counts."""

    WHOLE = "whole"
    UP_TO_COMMITMENT = "up to commitment"
    ABOVE_COMMITMENT = "above commitment"
    CASHABLE = "cashable"
    NOT_CASHABLE = "not cashable"

    @property
    def words(self) -> str:
        return {
            Part.WHOLE: say("all of it"),
            Part.UP_TO_COMMITMENT: say("each promise up to what was committed"),
            Part.ABOVE_COMMITMENT: say("only what goes beyond each promise"),
            Part.CASHABLE: say("only what a budget is lowered by"),
            Part.NOT_CASHABLE: say("only what frees time or capacity and lowers no budget"),
        }[self]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a total is of. `because` says why unlike ledgers may stand in one sum, and is empty for a single ledger.

    Raises ValueError for no ledger, one that is not known, several without a reason, or a reason without several.
    """

    ledgers: tuple[str, ...]
    figure: Figure
    prices: PriceBasis | None
    part: Part = Part.WHOLE
    currency: str = "GBP"
    because: str = ""

    def __post_init__(self) -> None:
        if not self.ledgers:
            raise ValueError(say("a total is of a ledger: name at least one"))
        for ledger in self.ledgers:
            if ledger not in LEDGERS:
                raise ValueError(say("there is no ledger “{ledger}”", ledger=ledger))
        if len(set(self.ledgers)) != len(self.ledgers):
            raise ValueError(say("a ledger is named twice: once is enough"))
        if len(self.ledgers) > 1 and is_placeholder(self.because):
            raise ValueError(
                say("unlike ledgers are not added without a reason: say why, or show each for itself")
            )
        if len(self.ledgers) == 1 and self.because:
            raise ValueError(say("a total of one ledger needs no reason: leave it out"))

    @property
    def words(self) -> str:
        """As "saving to public budgets; verified, all of it; 2024 prices; GBP"."""
        said = [
            side_by_side((begun_small(LEDGERS[each]) for each in self.ledgers), between=" + "),
            say("{figure}, {part}", figure=self.figure.words, part=self.part.words),
            basis_text(self.prices),
            self.currency,
        ]
        if self.because:
            said.append(say("added because {reason}", reason=self.because))
        return side_by_side(said, between="; ")

    def as_data(self) -> dict[str, Any]:
        return {
            "ledgers": list(self.ledgers),
            "figure": self.figure.value,
            "part": self.part.value,
            "prices": basis_text(self.prices),
            "currency": self.currency,
            "because": self.because,
            "words": str(self.words),
        }


class Total:
    """A sum and its basis. Every way of printing it prints both, and it turns into no bare number: not by float, int or a format.

    Only totals of the same basis are added or compared. `as_data` is for programs, and has the basis in it too.
    """

    __slots__ = ("_money", "basis")

    def __init__(self, money: Money, basis: Basis) -> None:
        check_money(money, basis, name=say("the total"))
        self._money = money
        self.basis = basis

    def __str__(self) -> str:
        return say("{amount} ({basis})", amount=self._money.exact(), basis=self.basis.words)

    __repr__ = __str__

    def __format__(self, how: str) -> str:
        if how:
            raise TypeError(
                say("a total is printed with its basis, not as a number in the format {how}", how=how)
            )
        return str(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Total) and (self._money, self.basis) == (other._money, other.basis)

    def __hash__(self) -> int:
        return hash((self._money, self.basis))

    def __add__(self, other: Total) -> Total:
        self._check_same(other)
        with exact():
            return Total(self._money + other._money, self.basis)

    def __lt__(self, other: Total) -> bool:
        self._check_same(other)
        return self._money < other._money

    def as_data(self) -> dict[str, Any]:
        return {"amount": plain(self._money.amount), "basis": self.basis.as_data()}

    def _check_same(self, other: Total) -> None:
        if self.basis != other.basis:
            raise NotAdded(
                say(
                    "these are totals of unlike things: {one}, and {other}",
                    one=self.basis.words,
                    other=other.basis.words,
                )
            )


@dataclass(frozen=True, slots=True)
class Amount:
    """Pounds that stand in a ledger; `name` is what a refusal calls them."""

    name: str
    ledger: str
    money: Money


def total(amounts: Iterable[Amount], *, basis: Basis) -> Total:
    """The sum of amounts that all suit the basis. Raises NotAdded with the name of the first that does not."""
    found = Money(Decimal(0), basis.currency, basis.prices)
    with exact():
        for each in amounts:
            if each.ledger not in basis.ledgers:
                raise NotAdded(
                    say(
                        "{name} stands in the ledger “{ledger}”, which this total is not of",
                        name=each.name,
                        ledger=each.ledger,
                    )
                )
            check_money(each.money, basis, name=each.name)
            found += each.money
    return Total(found, basis)


def check_money(money: Money, basis: Basis, *, name: str) -> None:
    if money.currency != basis.currency:
        raise NotAdded(
            say(
                "{name} is in {currency}, and the account is in {account}: convert it first, and say at which rate",
                name=name,
                currency=money.currency,
                account=basis.currency,
            )
        )
    if money.price_basis != basis.prices:
        raise NotAdded(
            say(
                "{name} is in {one}, and the total in {other}: bring it to the same prices first",
                name=name,
                one=basis_text(money.price_basis),
                other=basis_text(basis.prices),
            )
        )
