"""XLSForm's formulas: those that a condition or a bound of ours can say, read and written. All others are kept as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from fourfold.tracker.rules.instrument.conditions import (
    SIGNS,
    AllOf,
    Answered,
    AnyOf,
    Chosen,
    Compared,
    Condition,
    Foreign,
    Not,
    all_of,
    any_of,
    negated,
)
from fourfold.tracker.rules.instrument.questionnaire import CODED, Kind, Question

MOST_LETTERS: Final = 2_000
MOST_DEEP: Final = 40
_TOKEN: Final = re.compile(
    r"\s*(?:\$\{(?P<name>[^}\s]+)\}|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>-?[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<word>and\b|or\b|not\b|selected\b)|(?P<sign><=|>=|!=|=|<|>|\(|\)|,))"
)
_BOUND: Final = re.compile(r"\. (?P<sign>>=|<=) (?P<number>-?[0-9]+(?:\.[0-9]+)?)")
_COUNT: Final = re.compile(r"count-selected\(\.\) (?P<sign>>=|<=) (?P<number>[0-9]+)")
_ALONE: Final = re.compile(r"\(not\(selected\(\., '(?P<code>[^']+)'\)\) or count-selected\(\.\) = 1\)")


class _NotRead(Exception):
    """The formula says more than a condition can."""


def read_condition(formula: str, kinds: Mapping[str, Kind]) -> Condition:
    """`kinds` are the questions that a condition may look at. What cannot be read is Foreign."""
    try:
        return _Reader(formula, kinds).whole()
    except _NotRead:
        return Foreign(formula)


def write_condition(condition: Condition, kinds: Mapping[str, Kind]) -> str:
    formula: str
    match condition:
        case Chosen(question, codes):
            formula = " or ".join(_written_code(question, code, kinds.get(question)) for code in codes)
        case Compared(question, sign, number):
            formula = f"${{{question}}} {sign} {number:f}"
        case Answered(question):
            formula = f"${{{question}}} != ''"
        case Not(part):
            formula = f"not({write_condition(part, kinds)})"
        case AllOf(parts):
            formula = " and ".join(f"({write_condition(part, kinds)})" for part in parts)
        case AnyOf(parts):
            formula = " or ".join(f"({write_condition(part, kinds)})" for part in parts)
        case Foreign(foreign):
            formula = foreign
    return formula


def _written_code(question: str, code: str, kind: Kind | None) -> str:
    quote = '"' if "'" in code else "'"
    if kind is Kind.MULTI:
        return f"selected(${{{question}}}, {quote}{code}{quote})"
    return f"${{{question}}} = {quote}{code}{quote}"


class _Reader:
    def __init__(self, formula: str, kinds: Mapping[str, Kind]) -> None:
        if len(formula) > MOST_LETTERS:
            raise _NotRead
        self.kinds = kinds
        self.tokens = list(_tokens(formula))
        self.place = 0
        self.deep = 0

    def whole(self) -> Condition:
        read = self.either()
        if self.place < len(self.tokens):
            raise _NotRead
        return read

    def either(self) -> Condition:
        return self._joined("or", self.both, any_of)

    def both(self) -> Condition:
        return self._joined("and", self.one, all_of)

    def one(self) -> Condition:
        self.deep += 1
        if self.deep > MOST_DEEP:
            raise _NotRead
        kind, word = self.next()
        if word == "not" or (kind, word) == ("sign", "("):
            if word == "not":
                self.must("(")
            inside = self.either()
            self.must(")")
            read = negated(inside) if word == "not" else inside
        elif word == "selected":
            read = self.selected()
        elif kind == "name":
            read = self.compared(word)
        else:
            raise _NotRead
        self.deep -= 1
        return read

    def selected(self) -> Condition:
        self.must("(")
        kind, name = self.next()
        self.must(",")
        text, code = self.next()
        self.must(")")
        if kind != "name" or text != "text" or self.kinds.get(name) not in CODED or not code:
            raise _NotRead
        return Chosen(name, (code,))

    def compared(self, name: str) -> Condition:
        _, sign = self.next()
        kind, value = self.next()
        about = self.kinds.get(name)
        if about is None or about is Kind.NOTE or sign not in {*SIGNS, "!="}:
            raise _NotRead
        if kind == "number" and about is Kind.NUMBER:
            number = Compared(name, "=" if sign == "!=" else sign, Decimal(value))
            return Not(number) if sign == "!=" else number
        if sign not in {"=", "!="} or kind not in {"text", "number"}:
            raise _NotRead
        if not value:
            return Answered(name) if sign == "!=" else Not(Answered(name))
        # A number's text compared as text, and the whole of several answers, are not what a condition asks.
        if about not in CODED or about is Kind.MULTI:
            raise _NotRead
        return Chosen(name, (value,)) if sign == "=" else Not(Chosen(name, (value,)))

    def _joined(
        self, word: str, part: Callable[[], Condition], join: Callable[[list[Condition]], Condition]
    ) -> Condition:
        parts = [part()]
        while self.place < len(self.tokens) and self.tokens[self.place] == ("word", word):
            self.place += 1
            parts.append(part())
        return join(parts)

    def next(self) -> tuple[str, str]:
        if self.place >= len(self.tokens):
            raise _NotRead
        self.place += 1
        return self.tokens[self.place - 1]

    def must(self, sign: str) -> None:
        if self.next() != ("sign", sign):
            raise _NotRead


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    place, text = 0, formula.strip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise _NotRead
        kind = str(found.lastgroup)
        yield kind, found[kind][1:-1] if kind == "text" else found[kind]
        place = found.end()


def write_bounds(question: Question) -> str:
    """A question's bounds as a constraint; empty where it has none."""
    parts: list[str] = []
    if question.least is not None:
        parts.append(f". >= {question.least:f}")
    if question.most is not None:
        parts.append(f". <= {question.most:f}")
    if question.at_least is not None:
        parts.append(f"count-selected(.) >= {question.at_least}")
    if question.at_most is not None:
        parts.append(f"count-selected(.) <= {question.at_most}")
    if question.kind is Kind.MULTI:
        parts += [
            f"(not(selected(., '{choice.code}')) or count-selected(.) = 1)"
            for choice in question.choices
            if choice.alone
        ]
    return " and ".join(parts)


def read_bounds(constraint: str, kind: Kind, *, answers: int) -> dict[str, str] | None:
    """The keys of a question's tree that say the same, codes that stand alone apart; None where it says more.

    Of bounds that nothing can keep, which a question of ours does not have, it is None as well.
    """
    keys: dict[str, str] = {}
    for part in constraint.strip().split(" and "):
        bound, count = _BOUND.fullmatch(part), _COUNT.fullmatch(part)
        if bound and kind is Kind.NUMBER:
            key, number = ("least" if bound["sign"] == ">=" else "most"), bound["number"]
        elif count and kind is Kind.MULTI and int(count["number"]) > 0:
            key, number = ("at_least" if count["sign"] == ">=" else "at_most"), count["number"]
        elif kind is Kind.MULTI and _ALONE.fullmatch(part):
            continue
        else:
            return None
        if key in keys:
            return None
        keys[key] = number
    return keys if _can_be_kept(keys, answers) else None


def _can_be_kept(keys: Mapping[str, str], answers: int) -> bool:
    bounds = {key: Decimal(number) for key, number in keys.items()}
    low, high = bounds.get("least"), bounds.get("most")
    fewest, most = bounds.get("at_least", Decimal(1)), bounds.get("at_most", Decimal(answers))
    in_order = low is None or high is None or low <= high
    return in_order and (not answers or fewest <= min(most, Decimal(answers)))


def alone_in(constraint: str) -> frozenset[str]:
    """The codes that a constraint lets stand alone only."""
    return frozenset(found["code"] for found in _ALONE.finditer(constraint))
