"""A column of contracts with the law of their days, for the conditions of the steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Health, Kind, MainPart, Nation, Regime, Route
from fourfold.define.rules.law.figures import VAT_RATE
from fourfold.define.rules.law.law_book import LawBook
from fourfold.define.rules.law.steps import Contract, Truth
from fourfold.define.rules.law.vector.columns import CODES, PENNIES, RATE_UNITS, STANDARD_RATE, Columns
from fourfold.ground.kernel.parameters import VatBasis

Bools = NDArray[np.bool_]
Wholes = NDArray[np.int64]

ANSWER_CODES: Final = {answer: code for code, answer in enumerate(Answer)}
_BASES: Final = tuple(VatBasis)
_UNKNOWN: Final = -1


class Many:
    """What was worked out once is kept: the conditions of many rules ask the same things.

    `answers` are those of the rules that were read before; the reader adds to them.
    """

    def __init__(self, columns: Columns, law: LawBook, answers: Mapping[str, NDArray[np.int8]]) -> None:
        self.columns = columns
        self.law = law
        self.answers = answers
        self.always: Bools = np.ones(len(columns), dtype=np.bool_)
        self._kept: dict[tuple[object, ...], Bools] = {}
        self._sides_kept: dict[str, tuple[Bools, Bools, Bools]] = {}
        self._rate = self._rates()

    def by(self, *authorities: Authority) -> Bools:
        return self._among("authority", authorities)

    def located(self, *nations: Nation) -> Bools:
        return self._among("nation", nations)

    def buys(self, *kinds: Kind) -> Bools:
        return self._among("kind", kinds)

    def mainly(self, *parts: MainPart) -> Bools:
        return self._keep(("mainly", *parts), lambda: self.buys(Kind.MIXED) & self._among("main", parts))

    def through(self, *routes: Route) -> Bools:
        return self._among("route", routes)

    def under(self, *regimes: Regime) -> Bools:
        return self._among("regime", regimes)

    def health(self, *said: Health) -> Bools:
        return self._among("health", said)

    def in_force(self, rule: str, provision: str) -> Bools:
        held = self.law.rules[rule].provision(provision)

        def within() -> Bools:
            first = 0 if held.first_day is None else held.first_day.toordinal()
            last = np.iinfo(np.int32).max if held.last_day is None else held.last_day.toordinal()
            found: Bools = (self.columns.day >= first) & (self.columns.day <= last)
            return found

        return self._keep(("in force", rule, provision), within)

    def reaches(self, figure: str) -> Bools:
        return self._sides(figure)[0]

    def falls_short(self, figure: str) -> Bools:
        return self._sides(figure)[1]

    def exceeds(self, figure: str) -> Bools:
        return self._sides(figure)[2]

    def reaches_without_vat(self, figure: str) -> Bools:
        def net() -> Bools:
            pennies, _ = self._by_day(figure)
            value, threshold = self._on_basis(pennies, with_vat=False)
            found: Bools = (value >= threshold) & (pennies != _UNKNOWN)
            return found

        return self._keep(("net", figure), net)

    def answered(self, rule: str, *answers: Answer) -> Bools:
        codes = np.array([ANSWER_CODES[each] for each in answers], dtype=np.int8)
        return np.isin(self.answers[rule], codes)

    def holds(self, condition: Callable[[Contract], Truth]) -> Bools:
        """A condition of a step; several rules share the same."""
        return self._keep((condition,), lambda: condition(self))

    def _among(
        self, column: str, words: tuple[Authority | Nation | Kind | MainPart | Route | Regime | Health, ...]
    ) -> Bools:
        def one_of() -> Bools:
            chosen = np.zeros(np.iinfo(np.int8).max, dtype=np.bool_)
            for word in words:
                chosen[CODES[type(word)][word]] = True
            found: Bools = chosen[getattr(self.columns, column)]
            return found

        return self._keep((column, *words), one_of)

    def _keep(self, key: tuple[object, ...], work: Callable[[], Bools]) -> Bools:
        if key not in self._kept:
            self._kept[key] = work()
        return self._kept[key]

    def _sides(self, figure: str) -> tuple[Bools, Bools, Bools]:
        """At or above, below, and above the figure, each for certain; all false where none is known."""
        if figure not in self._sides_kept:
            pennies, bases = self._by_day(figure)
            known = pennies != _UNKNOWN
            without, figure_without = self._on_basis(pennies, with_vat=False)
            within, figure_within = self._on_basis(pennies, with_vat=True)
            net = bases != _BASES.index(VatBasis.INCLUDED)
            gross = bases != _BASES.index(VatBasis.EXCLUDED)
            # The least the value may be is without VAT, unless the basis is with; the most the other way round.
            reaches = np.where(net, without >= figure_without, within >= figure_within)
            exceeds = np.where(net, without > figure_without, within > figure_within)
            short = np.where(gross, within < figure_within, without < figure_without)
            self._sides_kept[figure] = (reaches & known, short & known, exceeds & known)
        return self._sides_kept[figure]

    def _on_basis(self, pennies: Wholes, *, with_vat: bool) -> tuple[Wholes, Wholes]:
        """Value and figure on one basis, in ten-thousandths of a penny: the side that lacks VAT is multiplied."""
        given, whole = self.columns.with_vat, RATE_UNITS + self._rate
        value = self.columns.pennies * np.where(~given & with_vat, whole, RATE_UNITS)
        threshold = pennies * np.where(given & (not with_vat), whole, RATE_UNITS)
        return value, threshold

    def _by_day(self, figure: str) -> tuple[Wholes, NDArray[np.int8]]:
        """The figure in pennies on each day, and the code of its VAT basis."""
        parameter = self.law.figures[figure]
        days = np.array([each.toordinal() for each in parameter.values], dtype=np.int32)
        known = list(parameter.values.values())
        amounts = np.array(
            [
                _UNKNOWN if each.value is None or each.vat is None else int(each.value * PENNIES)
                for each in known
            ],
            dtype=np.int64,
        )
        bases = np.array([0 if each.vat is None else _BASES.index(each.vat) for each in known], dtype=np.int8)
        place = np.searchsorted(days, self.columns.day, side="right") - 1
        outside = (place < 0) | (self.columns.day > parameter.still_in_force_on.toordinal())
        return np.where(outside, _UNKNOWN, amounts[place]), bases[place]

    def _rates(self) -> Wholes:
        parameter = self.law.figures[VAT_RATE]
        days = np.array([each.toordinal() for each in parameter.values], dtype=np.int32)
        rates = np.array(
            [0 if each.value is None else int(each.value * RATE_UNITS) for each in parameter.values.values()],
            dtype=np.int64,
        )
        place = np.searchsorted(days, self.columns.day, side="right") - 1
        outside = (place < 0) | (self.columns.day > parameter.still_in_force_on.toordinal())
        standard = np.where(outside, 0, rates[place])
        return np.where(self.columns.vat_rate == STANDARD_RATE, standard, self.columns.vat_rate)
