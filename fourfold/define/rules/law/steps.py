"""A rule as a list of steps that a person can read: the first whose condition holds answers.

A condition is written once and read twice: of one contract it is yes or no, of a column of contracts a column of them. So it
is joined with `&`, `|` and `no(...)`, never with `and`, `or`, `not`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Health, Kind, MainPart, Nation, Regime, Route
from fourfold.ground.kernel.parameters import Known

# A bool, or NumPy's array of them.
Truth: TypeAlias = Any


class Contract(Protocol):
    """One contract, or a column of them, with the law of its day."""

    always: Truth

    def by(self, *authorities: Authority) -> Truth: ...
    def located(self, *nations: Nation) -> Truth: ...
    def buys(self, *kinds: Kind) -> Truth: ...
    def mainly(self, *parts: MainPart) -> Truth: ...
    def through(self, *routes: Route) -> Truth: ...
    def under(self, *regimes: Regime) -> Truth: ...
    def health(self, *said: Health) -> Truth: ...

    def in_force(self, rule: str, provision: str) -> Truth:
        """Whether that part of that rule held on the day."""

    def reaches(self, figure: str) -> Truth:
        """The value is certainly at or above the figure of the day; false where there is none."""

    def falls_short(self, figure: str) -> Truth:
        """The value is certainly below it."""

    def exceeds(self, figure: str) -> Truth:
        """The value is certainly above it."""

    def reaches_without_vat(self, figure: str) -> Truth:
        """The value without VAT is at or above the figure, on whichever basis that is set."""

    def answered(self, rule: str, *answers: Answer) -> Truth:
        """Whether a rule that stands earlier in the list answered so."""


class OneContract(Contract, Protocol):
    """What words are made of."""

    def value_words(self) -> str: ...
    def figure(self, key: str) -> Known | None: ...
    def compared_words(self, key: str) -> str: ...
    def day_of(self, rule: str, provision: str) -> str: ...


Words: TypeAlias = "str | Callable[[OneContract], str]"


def no(truth: Truth) -> Truth:
    return truth ^ True


def yes(contract: Contract) -> Truth:
    return contract.always


@dataclass(frozen=True, slots=True)
class Step:
    """Where `when` holds the rule answers, with `says`; where it does not, `otherwise` is noted and the next step is read.

    `relies_on` are provisions of the rule, or "other-rule/provision"; `figures` are keys, or a function that gives them.
    """

    when: Callable[[Contract], Truth]
    answer: Answer
    says: Words
    otherwise: Words = ""
    relies_on: tuple[str, ...] = ()
    figures: tuple[str, ...] | Callable[[OneContract], tuple[str, ...]] = ()

    def figures_for(self, contract: OneContract) -> tuple[str, ...]:
        return self.figures if isinstance(self.figures, tuple) else self.figures(contract)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of the rule's file that is asked for where `when` holds as well; `figures` are those that `when` compares with."""

    name: str
    when: Callable[[Contract], Truth] = yes
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LawRule:
    """`key` is that of its dated text. The last step holds always, so that there is no input without an answer."""

    key: str
    steps: tuple[Step, ...]
    records: tuple[Entry, ...] = ()
    figures: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.steps[-1].when is not yes:
            raise ValueError(f"The last step of “{self.key}” must hold always")
