"""Small instruments, and any instrument that Hypothesis can think of."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from fourfold.tracker.rules.instrument.conditions import (
    Answer,
    Answered,
    Chosen,
    Compared,
    Condition,
    all_of,
    any_of,
    negated,
)
from fourfold.tracker.rules.instrument.questionnaire import Choice, Instrument, Item, Kind, Question


def choices(*codes: str, alone: tuple[str, ...] = ()) -> tuple[Choice, ...]:
    return tuple(
        Choice(code, {"en": code.title()}, place, alone=code in alone)
        for place, code in enumerate(codes, start=1)
    )


def question(name: str, kind: Kind = Kind.SINGLE, *codes: str, **more: Any) -> Question:
    return Question(
        name, kind, {"en": f"{name}?"}, choices(*codes), answers=f"list_{name}" if codes else "", **more
    )


def instrument(*items: Item) -> Instrument:
    lists = {item.answers: item.choices for item in items if isinstance(item, Question) and item.choices}
    return Instrument("survey", "1", {"en": "A survey"}, ("en",), items, lists)


def possible_answers(one: Question) -> list[Answer]:
    """Every answer the question takes, of those a small one has; for numbers those from -1 to 6."""
    if one.kind is Kind.MULTI:
        sizes = range(one.at_least or 1, (one.at_most or len(one.codes)) + 1)
        return [codes for size in sizes for codes in combinations(one.codes, size)]
    if one.kind is Kind.NUMBER:
        return [Decimal(number) / 2 for number in range(-2, 13)]
    return list(one.codes) or ["words"]


@st.composite
def conditions(draw: st.DrawFn, earlier: list[Question]) -> Condition:
    def leaf() -> Condition:
        on = draw(st.sampled_from(earlier))
        if draw(st.integers(0, 4)) == 0:
            return Answered(on.id)
        if on.kind is Kind.NUMBER:
            sign = draw(st.sampled_from(["=", "<", "<=", ">", ">="]))
            return Compared(on.id, sign, Decimal(draw(st.integers(0, 5))))
        if not on.codes:
            return Answered(on.id)
        codes = draw(st.lists(st.sampled_from(on.codes), min_size=1, max_size=2, unique=True))
        return Chosen(on.id, tuple(codes))

    def tree(deep: int) -> Condition:
        shape = draw(st.sampled_from(["leaf", "leaf", "not", "all", "any"])) if deep else "leaf"
        if shape == "not":
            return negated(tree(deep - 1))
        if shape in {"all", "any"}:
            parts = [tree(deep - 1), tree(deep - 1)]
            return all_of(parts) if shape == "all" else any_of(parts)
        return leaf()

    return tree(2)


@st.composite
def instruments(draw: st.DrawFn, most: int = 5) -> Instrument:
    made: list[Question] = []
    for number in range(draw(st.integers(1, most))):
        kind = draw(
            st.sampled_from([Kind.SINGLE, Kind.SINGLE, Kind.SCALE, Kind.MULTI, Kind.NUMBER, Kind.TEXT])
        )
        coded = kind in {Kind.SINGLE, Kind.SCALE, Kind.MULTI}
        more: dict[str, Any] = {"required": draw(st.booleans())}
        if kind is Kind.MULTI and draw(st.booleans()):
            more["at_most"] = draw(st.integers(1, 2))
        if draw(st.booleans()) and made:
            more["asked_when"] = draw(conditions(made))
        made.append(question(f"q{number}", kind, *(("a", "b", "c") if coded else ()), **more))
    return instrument(*made)
