"""What is wrong in a file of figures is refused with its line and key."""

from __future__ import annotations

import pytest

from fourfold.tracker.exchange.figure_file import FigureFileFault, read_figures

GOOD = """title: "A survey"
respondents: "10"
questions:
  pet: {says: "A pet", codes: ["yes", "no"]}
bases:
  ALL: {says: "all"}
figures:
  - {id: A, where: "1", says: "have a pet", base: ALL, counts: {pet: ["yes"]}, percent: "40"}
"""


def test_a_good_file_is_read() -> None:
    assert [each.id for each in read_figures(GOOD.encode(), place="x.yaml").statements] == ["A"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('respondents: "10"', 'respondents: "0"', "x.yaml, line 2: respondents"),
        ('percent: "40"', 'percent: "101"', "line 8: figures.0.percent: 101 is above 100"),
        ('percent: "40"', "percent: 40", "line 8: figures.0.percent: put the number in quotes"),
        ("base: ALL, ", "", "line 8: figures.0.base: this key is missing"),
        ("base: ALL, ", "base: SOME, ", "line 8: figures.0.base: there is no base SOME"),
        ('percent: "40"', 'percent: "40", colour: red', "line 8: figures.0.colour: this key is not known"),
        (
            'percent: "40"',
            'percent: "40", count: "4"',
            "line 8: figures.0: give one of percent, count and between",
        ),
        ('{pet: ["yes"]}', '{pet: ["maybe"]}', "line 8: figures.0.counts.pet: pet has no code maybe"),
        ('{says: "all"}', '{says: "all", where: {pet: []}}', "line 6: bases.ALL.where.pet: this is empty"),
    ],
)
def test_what_cannot_be_right_is_refused_with_line_and_key(before: str, after: str, said: str) -> None:
    with pytest.raises(FigureFileFault) as refusal:
        read_figures(GOOD.replace(before, after).encode(), place="x.yaml")

    assert said in str(refusal.value)


def test_an_id_that_is_given_twice_is_refused() -> None:
    twice = GOOD + GOOD.splitlines(keepends=True)[-1]

    with pytest.raises(FigureFileFault, match=r"line 9: figures.1.id: A is the id of another one"):
        read_figures(twice.encode(), place="x.yaml")
