"""The rows of a pack: what comes in, and the row and column of every fault."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.define.rules.kinds_of_value import ValueKind
from fourfold.define.rules.pack_columns import NEEDED, Column, faults_of_mapping, guess
from fourfold.define.rules.pack_rows import Checked, Reading, check_rows
from fourfold.ground.kernel.cells import Cell, CellFault, Formula, letters_of, pounds_in, text_in

EXAMPLES = yaml.safe_load(
    Path(__file__).parents[2].joinpath("worked_examples", "pack_rows.yaml").read_text(encoding="utf-8")
)
COLUMNS = (
    Column.THEME, Column.OUTCOME, Column.CODE, Column.TITLE, Column.UNIT, Column.VALUE, Column.KIND, Column.FISCAL,
    Column.ECONOMIC, Column.CURRENCY, Column.PRICE_YEAR,
)  # fmt: skip
GOOD: tuple[Cell, ...] = (
    "Work",
    "Jobs",
    "A1",
    "Paid work",
    "people",
    Decimal(10),
    "fiscal",
    None,
    None,
    "GBP",
    Decimal(2024),
)


def checked(*rows: tuple[Cell, ...], **reading: Any) -> Checked:
    headings = [column.value for column in COLUMNS]
    return check_rows(rows, Reading(headings, dict(enumerate(COLUMNS)), **reading))


def a_row(code: str, **changed: Cell) -> tuple[Cell, ...]:
    named = {column.value: cell for column, cell in zip(COLUMNS, GOOD, strict=True)}
    return tuple({**named, "code": code, **changed}.values())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_worked_examples(example: dict[str, Any]) -> None:
    found = checked(tuple(cell or None for cell in example["row"]))

    if "wrong" in example:
        assert {fault.column: fault.words for fault in found.faults} == example["wrong"]
        assert {fault.row for fault in found.faults} == {2}
        assert not found.measures
    else:
        (measure,) = found.measures
        assert {value.kind.value: str(value.value) for value in measure.values} == example["becomes"]


def test_a_formula_is_refused_wherever_it_stands() -> None:
    found = checked(a_row("A1", value=Formula()), a_row("A2", title=Formula()))

    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "F"), (3, "D")]
    assert not found.measures


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e30"])
def test_a_number_that_is_not_finite_or_of_this_world_is_refused(number: str) -> None:
    with pytest.raises(CellFault):
        pounds_in(Decimal(number))


def test_a_code_given_twice_is_left_out_the_second_time() -> None:
    found = checked(a_row("A1"), a_row("A1", title="Another"))

    assert [measure.title for measure in found.measures] == ["Paid work"]
    assert "stands in row 2 already" in found.faults[0].words


def test_rows_that_say_nothing_are_passed_over_and_numbered_on() -> None:
    found = checked((None,) * 11, a_row("A1", unit="smiles"), first_row=5)

    assert [fault.row for fault in found.faults] == [6]


def test_the_kind_and_year_of_the_form_hold_for_rows_that_do_not_say() -> None:
    found = checked(a_row("A1", kind=None, price_year=None), kind=ValueKind.WELLBEING, price_year=2020)

    (value,) = found.measures[0].values
    assert (value.kind, value.price_year) == (ValueKind.WELLBEING, 2020)


def test_a_file_whose_cells_moved_one_column_over_is_refused_as_a_whole() -> None:
    good = [a_row(f"A{number}") for number in range(4)]
    moved = [(*row[:3], "Part 1", *row[3:]) for row in good]

    right = checked(*good)
    wrong = checked(*moved)

    assert not right.moved
    assert len(right.measures) == 4
    assert wrong.moved
    assert any("one column too far to the right" in fault.words for fault in wrong.faults)


def test_a_few_moved_rows_among_many_good_ones_are_left_out_and_named() -> None:
    good = [a_row(f"A{number}") for number in range(20)]
    moved = (*a_row("B1")[:3], "Part 1", *a_row("B1")[3:])

    found = checked(*good, moved)

    assert not found.moved
    assert len(found.measures) == 20
    assert {fault.row for fault in found.faults} == {22}


def test_headings_are_guessed_from_what_was_said_before_then_from_their_names() -> None:
    headings = ("Theme", "Outcome", "Ref", "Measure", "Unit", "Notes", "Value")

    assert [guess(headings, remembered={}).get(place) for place in range(7)] == [
        Column.THEME, Column.OUTCOME, Column.CODE, Column.TITLE, Column.UNIT, None, Column.VALUE,
    ]  # fmt: skip
    again = guess(headings, remembered={"notes": "evidence", "value": ""})
    assert (again[5], again.get(6)) == (Column.EVIDENCE, None)


def test_odd_headings_are_guessed_by_a_word_in_them_and_what_was_left_out_stays_out() -> None:
    headings = ("Theme name", "Outcome sought", "Ref.", "Descriptor of what we count", "Counted as", "£ per unit", "Proof needed",
                "UNIT(S)", "Colour")  # fmt: skip
    by_word = guess(headings, remembered={})
    assert [by_word.get(place) for place in range(9)] == [
        Column.THEME, Column.OUTCOME, Column.CODE, Column.TITLE, Column.UNIT, Column.VALUE, Column.EVIDENCE, None, None,
    ]  # fmt: skip
    again = guess(headings, remembered={"£ per unit": "", "colour": "unit"})
    assert (again.get(5), again[8], again.get(4)) == (None, Column.UNIT, None)
    assert "Kind of value" in {column.words for column in Column}


def test_a_needed_column_that_is_missing_or_given_twice_stands_between() -> None:
    whole = dict(enumerate(NEEDED))

    assert faults_of_mapping(whole) == ()
    assert [each.column for each in faults_of_mapping({0: Column.THEME})] == list(NEEDED[1:])
    assert [each.twice for each in faults_of_mapping({**whole, 9: Column.UNIT})] == [True]


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [letters_of(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


cells = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(),
    st.just(Formula()),
)


@settings(max_examples=60)
@given(st.lists(st.lists(cells, max_size=13), max_size=6))
def test_whatever_the_cells_hold_every_row_comes_in_whole_or_is_named(rows: list[list[Cell]]) -> None:
    found = checked(*(tuple(row) for row in rows))

    said = {fault.row for fault in found.faults} | {measure.row for measure in found.measures}
    spoken = {
        number
        for number, row in enumerate(rows, start=2)
        if any(cell is not None and cell != "" for cell in row)
    }
    assert said == spoken
    for measure in found.measures:
        assert all(value.value.is_finite() and value.value > 0 for value in measure.values)
        assert measure.theme
        assert measure.unit


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_pounds_are_read_as_they_are_written(amount: Decimal) -> None:
    assert pounds_in(f"£{amount:,.2f}") == amount
    assert Decimal(text_in(amount)) == amount
