"""Our instruments out as XLSForm and back: pyxform accepts them, and nothing changes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from fourfold.tracker.exchange.instrument.shipped import SHIPPED, shipped_instrument
from fourfold.tracker.exchange.xlsform.formulas import read_condition, write_condition
from fourfold.tracker.exchange.xlsform.judge import XlsFormRefused
from fourfold.tracker.exchange.xlsform.reading import read_xlsform
from fourfold.tracker.exchange.xlsform.writing import write_xlsform
from fourfold.tracker.rules.instrument.answers import text_of_answer
from fourfold.tracker.rules.instrument.conditions import Answer, Chosen, Foreign, Not, holds
from fourfold.tracker.rules.instrument.questionnaire import Instrument, Kind, questions
from tests.tracker.rules.instrument.making import conditions, instruments, possible_answers, question

EARLIER = [
    question("s", Kind.SINGLE, "a", "b", "c"),
    question("m", Kind.MULTI, "a", "b", "c"),
    question("n", Kind.NUMBER),
    question("t", Kind.TEXT),
]
KINDS = {each.id: each.kind for each in EARLIER}


def form(*rows: Mapping[str, str], choices: list[list[str]] | None = None) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False})
    survey = book.add_worksheet("survey")
    headings = list(dict.fromkeys(key for row in rows for key in row))
    for line, cells in enumerate([headings, *[[row.get(key, "") for key in headings] for row in rows]]):
        survey.write_row(line, 0, cells)
    sheet = book.add_worksheet("choices")
    for line, cells in enumerate([["list_name", "name", "label"], *(choices or [])]):
        sheet.write_row(line, 0, cells)
    book.close()
    return content.getvalue()


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_goes_out_and_comes_back_equal(name: str) -> None:
    survey = shipped_instrument(name)

    read = read_xlsform(write_xlsform(survey), name="again")

    assert read.instrument == survey
    assert read.notes == ()


@settings(max_examples=15, deadline=None)
@given(instruments(most=4))
def test_any_instrument_goes_out_and_comes_back_equal(survey: Instrument) -> None:
    assert read_xlsform(write_xlsform(survey), name="again").instrument == survey


def in_xpath(formula: str, answers: Mapping[str, Answer]) -> bool:
    """What XPath makes of it: the answers as XForms keeps them, and `selected` as it is defined there."""
    root = etree.Element("d")
    for each in EARLIER:
        given = answers.get(each.id)
        etree.SubElement(root, each.id).text = "" if given is None else text_of_answer(given)
    for each in EARLIER:
        formula = formula.replace(f"${{{each.id}}}", f"/d/{each.id}")

    def selected(_: Any, nodes: list[Any], code: str) -> bool:
        return code in (nodes[0].text or "").split()

    return bool(etree.XPath(f"boolean({formula})", extensions={(None, "selected"): selected})(root))


@given(conditions(EARLIER), st.data())
def test_a_condition_holds_where_its_formula_is_true_and_reads_back(
    condition: Any, data: st.DataObject
) -> None:
    formula = write_condition(condition, KINDS)
    answers = {
        each.id: data.draw(st.sampled_from(possible_answers(each)))
        for each in EARLIER
        if data.draw(st.booleans())
    }

    assert in_xpath(formula, answers) == holds(condition, answers)
    again = read_condition(formula, KINDS)
    assert holds(again, answers) == holds(condition, answers)
    assert write_condition(again, KINDS) == formula


@pytest.mark.parametrize(
    ("formula", "read"),
    [
        ("${s}='a'", Chosen("s", ("a",))),
        ('selected(${m}, "b")', Chosen("m", ("b",))),
        ("${s} != 'a'", Not(Chosen("s", ("a",)))),
        ("not(${s} = 'a' or ${s} = 'b')", Not(Chosen("s", ("a", "b")))),
        ("${gone} = 'a'", Foreign("${gone} = 'a'")),
        ("${m} = 'a'", Foreign("${m} = 'a'")),
        ("${t} = 'a'", Foreign("${t} = 'a'")),
        ("${s} = 'a' and", Foreign("${s} = 'a' and")),
        ("regex(${t}, 'x')", Foreign("regex(${t}, 'x')")),
        ("count-selected(${m}) > 1", Foreign("count-selected(${m}) > 1")),
        ("(" * 60 + "${s} = 'a'" + ")" * 60, Foreign("(" * 60 + "${s} = 'a'" + ")" * 60)),
    ],
)  # fmt: skip
def test_formulas_are_read_or_kept_as_they_are(formula: str, read: Any) -> None:
    assert read_condition(formula, KINDS) == read


def test_bounds_and_codes_that_stand_alone() -> None:
    rows = [
        {"type": "integer", "name": "n", "label": "N", "constraint": ". >= 0 and . <= 10", "required": "yes"},
        {"type": "select_multiple l", "name": "m", "label": "M", "constraint": "count-selected(.) <= 2"},
        {"type": "decimal", "name": "d", "label": "D", "constraint": ". mod 2 = 0"},
    ]
    read = read_xlsform(form(*rows, choices=[["l", "a", "A"], ["l", "b", "B"], ["l", "c", "C"]]), name="x")
    asked = {each.id: each.question for each in questions(read.instrument)}

    assert (asked["n"].least, asked["n"].most, asked["n"].whole, asked["n"].required) == (0, 10, True, True)
    assert asked["m"].at_most == 2
    assert asked["d"].kept == {"constraint": ". mod 2 = 0"}
    assert [(note.row, note.column) for note in read.notes] == [(4, 3)]
    assert asked["n"].least == Decimal(0)


def test_a_repeat_is_kept_whole_and_named_row_by_row() -> None:
    rows = [
        {"type": "text", "name": "a", "label": "A"},
        {"type": "begin repeat", "name": "r", "label": "R"},
        {"type": "begin repeat", "name": "deep", "label": "Deep"},
        {"type": "geopoint", "name": "where", "label": "Where"},
        {"type": "end repeat"},
        {"type": "end repeat"},
        {"type": "text", "name": "b", "label": "B"},
    ]
    read = read_xlsform(form(*rows), name="x")

    assert [each.id for each in questions(read.instrument)] == ["a", "b"]
    assert [note.row for note in read.notes] == [3, 4, 5, 6, 7]
    assert read_xlsform(write_xlsform(read.instrument), name="x").instrument == read.instrument


def test_our_own_column_is_read_as_strictly_as_a_file() -> None:
    row = {"type": "text", "name": "a", "label": "A", "fourfold": "{core: [}"}
    with pytest.raises(XlsFormRefused, match="row 2: the column fourfold"):
        read_xlsform(form(row), name="x")
    with pytest.raises(XlsFormRefused, match=r"core: this must be"):
        read_xlsform(form({**row, "fourfold": "{core: perhaps}"}), name="x")


def test_text_that_looks_like_a_formula_stays_text() -> None:
    read = read_xlsform(form({"type": "text", "name": "a", "label": "=1+1"}), name="x")

    content = write_xlsform(read.instrument)

    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    assert read_xlsform(content, name="x").instrument == read.instrument


@pytest.mark.parametrize("constraint", [". >= 9 and . <= 1", "count-selected(.) >= 5", ". >= 1 and . >= 2"])
def test_bounds_that_nothing_can_keep_are_kept_as_they_are_written(constraint: str) -> None:
    kind = "select_multiple l" if "count" in constraint else "integer"
    row = {"type": kind, "name": "n", "label": "N", "constraint": constraint}

    read = read_xlsform(form(row, choices=[["l", "a", "A"]]), name="x")

    (asked,) = questions(read.instrument)
    assert asked.question.kept == {"constraint": constraint}


def test_what_is_switched_off_neither_begins_nor_ends_anything() -> None:
    rows = [
        {"type": "begin group", "name": "g", "label": "G"},
        {"type": "end group", "disabled": "yes", "name": "no_end"},
        {"type": "text", "name": "a", "label": "A"},
        {"type": "end group"},
        {"type": "text", "name": "b", "label": "B", "disabled": "yes"},
        {"_remark": "Only for those who write the form"},
    ]
    read = read_xlsform(form(*rows), name="x")

    assert [each.id for each in questions(read.instrument)] == ["a"]
    assert [note.row for note in read.notes] == [3, 6, 7]
    assert read_xlsform(write_xlsform(read.instrument), name="x").instrument == read.instrument
