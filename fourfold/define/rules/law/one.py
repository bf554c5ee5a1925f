"""One contract with the law of its day, for the conditions and the words of the steps."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import (
    Authority,
    Facts,
    Health,
    Kind,
    MainPart,
    Nation,
    Regime,
    Route,
    Vat,
)
from fourfold.define.rules.law.figures import VAT_RATE
from fourfold.define.rules.law.law_book import LawBook
from fourfold.define.rules.law.value_test import compare
from fourfold.ground.kernel.money import Money, Rounding
from fourfold.ground.kernel.parameters import Known, VatBasis
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say


class One:
    """`answers` are those of the rules that were read before; the reader adds to them."""

    always = True

    def __init__(self, facts: Facts, law: LawBook, answers: Mapping[str, Answer]) -> None:
        self.facts = facts
        self.law = law
        self.answers = answers

    def by(self, *authorities: Authority) -> bool:
        return self.facts.authority in authorities

    def located(self, *nations: Nation) -> bool:
        return self.facts.nation in nations

    def buys(self, *kinds: Kind) -> bool:
        return self.facts.kind in kinds

    def mainly(self, *parts: MainPart) -> bool:
        return self.facts.kind is Kind.MIXED and self.facts.main in parts

    def through(self, *routes: Route) -> bool:
        return self.facts.route in routes

    def under(self, *regimes: Regime) -> bool:
        return self.facts.regime in regimes

    def health(self, *said: Health) -> bool:
        return self.facts.health in said

    def in_force(self, rule: str, provision: str) -> bool:
        return self.law.rules[rule].provision(provision).holds_on(self.facts.on)

    def reaches(self, figure: str) -> bool:
        compared = self._compared(figure)
        return compared is not None and compared[0] >= 0

    def falls_short(self, figure: str) -> bool:
        compared = self._compared(figure)
        return compared is not None and compared[1] < 0

    def exceeds(self, figure: str) -> bool:
        compared = self._compared(figure)
        return compared is not None and compared[0] > 0

    def reaches_without_vat(self, figure: str) -> bool:
        known = self.figure(figure)
        if known is None:
            return False
        return compare(self.facts.value, self.facts.vat, self._rate(), known.value, VatBasis.EXCLUDED)[0] >= 0

    def answered(self, rule: str, *answers: Answer) -> bool:
        return self.answers[rule] in answers

    def figure(self, key: str) -> Known | None:
        known = self.law.figures[key].at(self.facts.on)
        return known if isinstance(known, Known) else None

    def day_of(self, rule: str, provision: str) -> str:
        """The first day of that part of that rule, in words."""
        first = self.law.rules[rule].provision(provision).first_day
        if first is None:
            raise ValueError(f"“{provision}” of “{rule}” has no first day of its own")
        return day_text(first)

    def value_words(self) -> str:
        value = Money(self.facts.value)
        return (
            say("{value} with VAT", value=value)
            if self.facts.vat is Vat.INCLUDED
            else say("{value} without VAT", value=value)
        )

    def compared_words(self, key: str) -> str:
        """The figure, how it is compared, and the value turned to its basis where it was given on the other."""
        known = self.figure(key)
        if known is None:
            return say("no figure is known for that day")
        figure = Money(known.value)
        if known.vat is VatBasis.NOT_STATED:
            return say("{figure}; whether with or without VAT its source does not say", figure=figure)
        with_vat = known.vat is VatBasis.INCLUDED
        if (self.facts.vat is Vat.INCLUDED) is with_vat:
            return (
                say("{figure}, compared with the value with VAT", figure=figure)
                if with_vat
                else say("{figure}, compared with the value without VAT", figure=figure)
            )
        rate = self._rate()
        share = f"{(rate * 100).normalize():f}%"
        if with_vat:
            turned = Money(self.facts.value * (1 + rate)).quantise(rounding=Rounding.HALF_UP)
            return say(
                "{figure}, compared with the value with VAT: {turned} at a rate of {share}",
                figure=figure,
                turned=turned,
                share=share,
            )
        turned = Money(self.facts.value / (1 + rate)).quantise(rounding=Rounding.HALF_UP)
        return say(
            "{figure}, compared with the value without VAT: about {turned} at a rate of {share}",
            figure=figure,
            turned=turned,
            share=share,
        )

    def rate_decides(self, key: str) -> bool:
        """Whether the standard rate was taken, and a contract that bears no VAT would lie on the other side of the figure."""
        known = self.figure(key)
        if known is None or known.vat is None or self.facts.vat_rate is not None:
            return False
        facts = self.facts
        at_none = compare(facts.value, facts.vat, Decimal(0), known.value, known.vat)
        return known.vat is not VatBasis.NOT_STATED and at_none != self._compared(key)

    def _rate(self) -> Decimal:
        if self.facts.vat_rate is not None:
            return self.facts.vat_rate
        known = self.figure(VAT_RATE)
        return Decimal(0) if known is None else known.value

    def _compared(self, figure: str) -> tuple[int, int] | None:
        known = self.figure(figure)
        if known is None or known.vat is None:
            return None
        return compare(self.facts.value, self.facts.vat, self._rate(), known.value, known.vat)
