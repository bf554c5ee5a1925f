"""Two solvers and plain trying agree on whether few respondents can have given a few figures."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations_with_replacement, product

from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.tracker.rules.figures.cp_sat import CpSat
from fourfold.tracker.rules.figures.judge import Judge
from fourfold.tracker.rules.figures.milp import Milp
from fourfold.tracker.rules.figures.published import (
    Base,
    Claim,
    Figure,
    FigureSet,
    Order,
    Printed,
    Question,
    Share,
    Statement,
    condition,
)
from fourfold.tracker.rules.figures.recount import counted_by, is_true
from fourfold.tracker.rules.figures.rounding import Rounding

RESPONDENTS = 4
QUESTIONS = {name: Question(name, name, ("yes", "no")) for name in ("a", "b", "c")}
BASES = {
    "ALL": Base("ALL", "all", ()),
    "A": Base("A", "a", condition({"a": "yes"})),
    "B": Base("B", "b", condition({"b": "yes"})),
}


@st.composite
def statements(draw: st.DrawFn) -> tuple[Statement, ...]:
    found: list[Statement] = []
    for number in range(draw(st.integers(1, 4))):
        shares = [
            Share(
                draw(st.sampled_from(sorted(BASES))),
                condition({draw(st.sampled_from(sorted(QUESTIONS))): "yes"}),
            )
            for _ in range(2)
        ]
        if draw(st.booleans()):
            found.append(Claim(str(number), "", "", shares[0], draw(st.sampled_from(Order)), shares[1]))
            continue
        percent = Decimal(draw(st.sampled_from([0, 25, 33, 50, 67, 75, 100])))
        found.append(
            Figure(str(number), "", "", shares[0].base, shares[0].counts, Printed.PERCENT, percent, percent)
        )
    return tuple(found)


@given(statements(), st.sampled_from(Rounding))
@settings(max_examples=40, deadline=None)
def test_both_solvers_say_what_trying_all_respondents_says(
    said: tuple[Statement, ...], rounding: Rounding
) -> None:
    figures = FigureSet("", RESPONDENTS, rounding, QUESTIONS, BASES, said)
    people = [dict(zip("abc", answers, strict=True)) for answers in product(("yes", "no"), repeat=3)]
    possible = any(
        all(is_true(figures, each, rounding, counted_by(group)) for each in said)
        for group in combinations_with_replacement(people, RESPONDENTS)
    )

    for solver in (CpSat(), Milp()):
        assert Judge(figures, rounding, solver).can_hold(figures.by_id) is possible
