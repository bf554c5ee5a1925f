"""A wave with every kind of question, and any answers to it that Hypothesis can think of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from fourfold.tracker.rules.instrument.conditions import Answer, Answered, Chosen, chosen
from fourfold.tracker.rules.instrument.questionnaire import Choice, Kind, Meaning, Other, Question
from fourfold.tracker.rules.wave.table import Respondent, Wave
from tests.tracker.rules.instrument.making import choices, instrument, question


def with_dont_know(one: Question) -> Question:
    more = Choice("dont_know", {"en": "Don't know"}, 98, Meaning.DONT_KNOW)
    return replace(one, choices=(*one.choices, more))


SINGLE = with_dont_know(question("s", Kind.SINGLE, "yes", "no"))
SURVEY = instrument(
    SINGLE,
    replace(question("m", Kind.MULTI, "a", "b", "other"), other=Other("other", {"en": "Which?"})),
    replace(
        question("long", Kind.MULTI, "x", "y"), choices=(*choices("x", "y"), Choice("z", {"en": "Z"}, 98))
    ),
    question("n", Kind.NUMBER),
    question("d", Kind.DATE),
    question("t", Kind.TEXT, asked_when=Answered("s")),
    question("q", Kind.SCALE, "low", "high", asked_when=Chosen("s", ("yes",))),
)
WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=30
).filter(lambda words: words == words.strip() != "")
DANGEROUS = st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''", "＝cmd", " =1".strip(), '"a","b"', "a;b", "-2"]
)
ANSWERS: st.SearchStrategy[dict[str, Answer]] = st.fixed_dictionaries(
    {},
    optional={
        "s": st.sampled_from(["yes", "no", "dont_know"]),
        "m": st.sampled_from([("a",), ("b",), ("a", "b"), ("b", "other"), ("a", "b", "other")]),
        "m_other": WORDS | DANGEROUS,
        "long": st.sampled_from([("x",), ("z",), ("y", "z"), ("x", "y", "z")]),
        "n": st.decimals(-1000, 1000, places=2, allow_nan=False),
        "d": st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        "t": WORDS | DANGEROUS,
        "q": st.sampled_from(["low", "high"]),
    },
)


@st.composite
def waves(draw: st.DrawFn) -> Wave:
    """Of people who answered only what they were asked: what is off the route is in no export."""
    made: list[Respondent] = []
    weighted = draw(st.booleans())
    for number, given in enumerate(draw(st.lists(ANSWERS, min_size=1, max_size=6)), start=1):
        answers: dict[str, Answer] = dict(given)
        if "other" not in chosen(answers.get("m")):
            answers.pop("m_other", None)
        if "s" not in answers:
            answers.pop("t", None)
        if answers.get("s") != "yes":
            answers.pop("q", None)
        weight = draw(st.decimals(Decimal("0.01"), 9, places=3)) if weighted else None
        made.append(Respondent(str(number), answers, weight=weight))
    return Wave(SURVEY, tuple(made), "Confidential")
