"""How much of what was bought the Social Value Act covers, as it is and if it reached further: counts and values by answer.

Columns in, sums out: a hundred thousand contracts are a few seconds. What lacks a fact that the rules ask for is counted
apart and is under no answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

import numpy as np

from fourfold.define.rules.law import social_value_act
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import (
    EARLIEST_DAY,
    LATEST_DAY,
    MOST_VALUE,
    Authority,
    Facts,
    Kind,
    Nation,
    Vat,
)
from fourfold.define.rules.law.law_book import LawBook
from fourfold.define.rules.law.scenarios import SCENARIOS, scenario_rule
from fourfold.define.rules.law.vector.answers import answers
from fourfold.define.rules.law.vector.columns import columns_of

AS_IT_IS: Final = "as-it-is"
_ANSWERS: Final = tuple(Answer)
_PENNIES: Final = 100
KINDS: Final = (Kind.SERVICES, Kind.GOODS, Kind.WORKS)


class Unknown(StrEnum):
    KIND = "kind"
    VALUE = "value"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Bought:
    """As it was published or estimated. An empty currency is pounds where there is a value."""

    kind: str
    amount: Decimal | None
    currency: str = "GBP"


@dataclass(frozen=True, slots=True)
class Asked:
    """The facts that are the same for all: who buys, where, on which day each begins, and whether values are with VAT."""

    authority: Authority
    nation: Nation
    day: date
    vat: Vat

    def __post_init__(self) -> None:
        if not EARLIEST_DAY <= self.day <= LATEST_DAY:
            raise ValueError("The day must be in a year from 1900 to 2200")


@dataclass(slots=True)
class Tallies:
    """`counts` and `pennies` by question (the law as it is, or a scenario), kind and answer; `unknown` by what is not known."""

    counts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    pennies: dict[tuple[str, str, str], int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)

    def add(self, bought: Sequence[Bought], *, asked: Asked, law: LawBook) -> None:
        known: list[Facts] = []
        for each in bought:
            lacking = not_known(each)
            if lacking is not None or each.amount is None:
                name = (lacking or Unknown.VALUE).value
                self.unknown[name] = self.unknown.get(name, 0) + 1
                continue
            known.append(
                Facts(asked.authority, asked.nation, Kind(each.kind), each.amount, asked.vat, asked.day)
            )
        if known:
            self._add_known(known, law)

    def as_plain(self) -> dict[str, Any]:
        """For JSON: a list of rows, largest integers as they are."""
        return {
            "rows": [[*place, count, self.pennies[place]] for place, count in sorted(self.counts.items())],
            "unknown": dict(sorted(self.unknown.items())),
        }

    def _add_known(self, known: Sequence[Facts], law: LawBook) -> None:
        columns = columns_of(known)
        kinds = np.array([KINDS.index(each.kind) for each in known], dtype=np.int8)
        rules = {
            AS_IT_IS: social_value_act.RULE,
            **{name.value: scenario_rule(one) for name, one in SCENARIOS.items()},
        }
        for question, rule in rules.items():
            codes = answers(columns, law=law, rules=[rule])[rule.key]
            for place, kind in enumerate(KINDS):
                for code, answer in enumerate(_ANSWERS):
                    of_these = (codes == code) & (kinds == place)
                    number = int(of_these.sum())
                    if number:
                        key = (question, kind.value, answer.value)
                        self.counts[key] = self.counts.get(key, 0) + number
                        self.pennies[key] = self.pennies.get(key, 0) + int(columns.pennies[of_these].sum())


def not_known(bought: Bought) -> Unknown | None:
    """The first fact that is not there, in the order in which the rules would ask."""
    if bought.kind not in {each.value for each in KINDS}:
        return Unknown.KIND
    if bought.amount is None or not 0 <= bought.amount <= MOST_VALUE:
        return Unknown.VALUE
    if bought.currency not in {"GBP", ""}:
        return Unknown.CURRENCY
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """Of one question: how many, and worth how much, by answer."""

    question: str
    counts: Mapping[str, int]
    pounds: Mapping[str, Decimal]


def read_tallies(plain: Mapping[str, Any], *, kind: str = "") -> list[Line]:
    """In the order of the questions, the law as it is first; `kind` leaves the other kinds out."""
    found = []
    for question in (AS_IT_IS, *(name.value for name in SCENARIOS)):
        counts = dict.fromkeys((each.value for each in Answer), 0)
        pounds = dict.fromkeys((each.value for each in Answer), Decimal(0))
        for asked, of_kind, answer, count, pennies in plain["rows"]:
            if asked == question and kind in {"", of_kind}:
                counts[answer] += count
                pounds[answer] += Decimal(pennies) / _PENNIES
        found.append(Line(question, counts, pounds))
    return found
