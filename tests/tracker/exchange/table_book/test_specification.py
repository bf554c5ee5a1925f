"""What is wrong in a specification is refused with line and key; what is wrong in the answers, with row and column."""

from __future__ import annotations

import re

import pytest

from fourfold.tracker.exchange.strict_file import FileFault
from fourfold.tracker.exchange.table_book.data_file import read_survey
from fourfold.tracker.exchange.table_book.specification import read_specification
from fourfold.tracker.rules.faults import BadSurvey

SPEC = """title: "A survey"
population: {target: "councils", estimand: organisations}
design:
  weight: w
  stratum: area
questions:
  policy:
    asks: "A policy?"
    codes: {"yes": "Yes", "no": "No"}
    no_answer: [dk]
  lead:
    asks: "A lead?"
    codes: {"yes": "Yes", "no": "No"}
    asked_when: {policy: ["yes"]}
  area:
    asks: "Where?"
    codes: {north: "North", south: "South"}
  gains:
    asks: "What?"
    columns: {g1: "Cost", g2: "Jobs"}
banners:
  main:
    - {question: area, says: "Area"}
tables:
  - {question: policy, banner: main}
"""
DATA = """policy,lead,area,g1,g2,w
yes,no,north,1,0,1.5
yes,yes,north,0,0,1
no,,south,yes,no,2
dk,,south,,,1
"""


def test_a_good_specification_and_its_answers_are_read() -> None:
    read = read_specification(SPEC.encode(), place="s.yaml")
    survey = read_survey(DATA.encode(), read).survey
    assert survey.answers["policy"].given.tolist() == [0, 0, 1, 2]
    assert survey.answers["lead"].given.tolist() == [1, 0, 3, 3]
    assert survey.answers["gains"].given.tolist() == [0, 0, 0, 1]
    assert [each.tolist() for each in survey.answers["gains"].ticked] == [[1, 0, 1, 0], [0, 0, 0, 0]]
    assert survey.design.weights.tolist() == [1.5, 1, 2, 1]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("banner: main", "banner: mine", "s.yaml, line 25: tables.0.banner: there is no banner mine"),
        ("{question: area, ", "{question: place, ", "line 23: banners.main.0.question: there is no question place"),
        ('policy: ["yes"]', 'policy: ["si"]', "line 14: questions.lead.asked_when.policy: policy has no code si"),
        ("no_answer: [dk]", "no_answer: dk", "line 10: questions.policy.no_answer: this must be a list"),
        ("no_answer: [dk]", 'no_answer: ["no"]', "questions.policy.codes.no: no is also said to be no answer"),
        ("estimand: organisations", "estimand: people", "line 2: population.estimand"),
        ("no_answer: [dk]", 'top: "2"', "questions.policy.top: a question of 2 codes has no such net"),
        ("no_answer: [dk]", "colour: red", "line 10: questions.policy.colour: this key is not known"),
        ("no_answer: [dk]", "columns: {a: b}", "line 7: questions.policy: give either codes or columns"),
        ("no_answer: [dk]", "nets: {mean: {says: M, codes: [maybe]}}", "policy has no code maybe"),
        ("no_answer: [dk]", "nets: {mean: {says: M, codes: [maybe]}}", "there is a line mean already"),
        ("no_answer: [dk]", 'promoters: "yes"', "questions.policy.promoters: the codes must be 0 to 10"),
        ("no_answer: [dk]", "scores: {maybe: 1}", 'put the number in quotes, "1"'),
        ("no_answer: [dk]", 'scores: {maybe: "1"}', "policy has no code maybe"),
        ("weight: w", 'weight: w\n  sizes: {n: "0"}', "line 5: design.sizes.n"),
        ("tables:\n", 'rules: {fewest: "1"}\ntables:\n', "line 24: rules: fewest needs fewest_because"),
        ("{question: policy, ", '{question: policy, where: {area: ["north"]}, ', "where and where_text go together"),
        ("tables:\n", "tables:\n  - {question: policy}\n", "tables.1.id: policy is the id of another table"),
        (
            "    - {question: area",
            '    - {question: gains, says: "G"}\n    - {question: area',
            "",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_names_its_line(before: str, after: str, said: str) -> None:
    written = SPEC.replace(before, after, 1)
    if not said:
        assert read_specification(written.encode(), place="s.yaml").plan.tables
        return
    with pytest.raises(FileFault, match=re.escape(said)):
        read_specification(written.encode(), place="s.yaml")


def test_columns_that_share_respondents_are_compared_by_the_design_alone() -> None:
    written = SPEC.replace("- {question: area", "- {question: gains").replace(
        "tables:\n", "rules: {comparison: pooled}\ntables:\n"
    )
    with pytest.raises(FileFault, match=r"line 23: banners\.main\.0: columns that share respondents"):
        read_specification(written.encode(), place="s.yaml")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "no,,south",
            "perhaps,,south",
            "row 4, column policy: the code perhaps is not known: it is yes or no",
        ),
        ("no,,south", "no,yes,south", "row 4, column lead: answered, and was not to be asked"),
        ("no,2", "no,0", "row 4, column w: the weight is nought"),
        ("no,2", "no,", "row 4, column w: the weight is missing"),
        ("no,2", "no,-2", "row 4, column w: the weight -2.0 is negative"),
        ("no,2", "no,two", "row 4, column w: two is not a number to weight by"),
        ("no,2", "maybe,2", "row 4, column g2: the code maybe is not known"),
        ("no,,south,yes,no,2\n", "", "row 4, column area: the stratum south has one cluster only"),
        (",g2,", ",g3,", "g2: the data has no such column"),
        (",g2,", ",g1,", "g1: the column is there twice"),
        ("dk,,south,,,1", "dk,,south,1", "row 5, column g2: 4 values for 6 columns"),
    ],
)
def test_what_is_wrong_in_the_answers_names_row_and_column(before: str, after: str, said: str) -> None:
    read = read_specification(SPEC.encode(), place="s.yaml")
    with pytest.raises(BadSurvey, match=re.escape(said)):
        read_survey(DATA.replace(before, after, 1).encode(), read)


@pytest.mark.parametrize(
    ("design", "said"),
    [
        ('sizes: {north: "9", south: "9", west: "9"}', "area: nobody answered in the stratum west"),
        ('sizes: {north: "1", south: "9"}', "row 2, column area: 2 were drawn in the stratum north, which has 1"),
        (
            'rake: [{column: area, totals: {north: "1", south: "1"}}, {column: policy, totals: {"yes": "1.5", "no": "0.2", dk: "0.3"}}]',
            "raking does not converge",
        ),
        ('rake: [{column: area, totals: {north: "3"}}]', "row 4, column area: no total is given for south"),
    ],
)  # fmt: skip
def test_a_design_that_cannot_be_used_is_refused(design: str, said: str) -> None:
    read = read_specification(SPEC.replace("weight: w", f"weight: w\n  {design}").encode(), place="s.yaml")
    with pytest.raises(BadSurvey, match=re.escape(said)):
        read_survey(DATA.encode(), read)


def test_questions_that_ask_for_each_other_are_refused() -> None:
    written = SPEC.replace("no_answer: [dk]", 'asked_when: {lead: ["yes"]}')
    with pytest.raises(BadSurvey, match="questions ask for each other"):
        read_survey(DATA.encode(), read_specification(written.encode(), place="s.yaml"))


def test_weights_are_brought_to_known_totals() -> None:
    raked = SPEC.replace(
        "weight: w", 'weight: w\n  rake: [{column: area, totals: {north: "30", south: "70"}}]'
    )
    read = read_survey(DATA.encode(), read_specification(raked.encode(), place="s.yaml"))
    assert sum(read.survey.design.weights[:2]) == pytest.approx(30)
    assert sum(read.survey.design.weights) == pytest.approx(100)
    assert read.before == (1.5, 1, 2, 1)
