"""Cells and rows of published spreadsheets, as the worked examples have them; and what holds of all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.cells import Cell, CellFault, Formula
from fourfold.ground.parameters.strict_yaml import read_yaml
from fourfold.integrate.exchange.sheets.headings import known_headings
from fourfold.integrate.exchange.sheets.reading import guess
from fourfold.integrate.rules.sheet_cells import company_number_in, day_in, money_in
from fourfold.integrate.rules.sheet_check import differences
from fourfold.integrate.rules.sheet_columns import CONTRACTS, LAYOUTS, Held, faults_of_mapping
from fourfold.integrate.rules.sheet_rows import Reading, Row, read_rows, told_apart_by

TREE: Any = read_yaml((Path(__file__).parents[2] / "worked_examples" / "register_rows.yaml").read_text()).tree
COLUMNS = (
    Held.REFERENCE,
    Held.TITLE,
    Held.SUPPLIER,
    Held.AMOUNT,
    Held.CURRENCY,
    Held.STARTS_ON,
    Held.ENDS_ON,
)
READING = Reading([each.words for each in COLUMNS], dict(enumerate(COLUMNS)), CONTRACTS.needed)


@pytest.mark.parametrize("example", TREE["days"], ids=lambda each: each["cell"])
def test_days(example: dict[str, Any]) -> None:
    if "refused" in example:
        with pytest.raises(CellFault, match=example["refused"]):
            day_in(example["cell"])
    else:
        assert day_in(example["cell"]) == example["day"]


@pytest.mark.parametrize("example", TREE["amounts"], ids=lambda each: each["cell"])
def test_amounts(example: dict[str, Any]) -> None:
    column = example.get("column", "")
    if "refused" in example:
        with pytest.raises(CellFault, match=example["refused"].replace("?", r"\?")):
            money_in(example["cell"], currency=column)
    elif example["amount"] is None:
        assert money_in(example["cell"], currency=column) is None
    else:
        assert money_in(example["cell"], currency=column) == (Decimal(example["amount"]), example["currency"])


def as_cells(texts: list[str]) -> list[Cell]:
    """As the reader of a file gives them: what calculates is known as such."""
    return [Formula() if text.startswith("=") else text for text in texts]


@pytest.mark.parametrize("example", TREE["rows"], ids=lambda each: each["row"][1][:20])
def test_rows(example: dict[str, Any]) -> None:
    found = list(read_rows([as_cells(example["row"])], READING))
    if "passed_over" in example:
        assert found == []
    elif "refused" in example:
        (faults,) = found
        assert not isinstance(faults, Row)
        assert (faults[0].row, faults[0].column) == (2, example["refused"]["column"])
        assert example["refused"]["words"] in faults[0].words
    else:
        (row,) = found
        assert isinstance(row, Row)
        for name, said in example["says"].items():
            value = row.values[Held(name)]
            assert (str(value) if isinstance(value, Decimal) else value) == said


@given(st.dates(date(1980, 1, 1), date(2069, 12, 31)))
def test_a_day_is_read_back_however_it_is_written(day: date) -> None:
    for written in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d %B %Y}", f"{day.day}-{day:%b-%Y}", day):
        assert day_in(written) == day


@given(st.decimals(-(10**9), 10**9, places=2))
def test_an_amount_is_read_back_however_it_is_written(amount: Decimal) -> None:
    written: list[Cell] = [amount, f"{amount}", f"{amount:,}", f"{'-' if amount < 0 else ''}£{abs(amount):,}"]
    if amount < 0:
        written.append(f"({abs(amount):,})")
    assert {money_in(each) for each in written} == {(amount, "GBP")}


@given(st.lists(st.lists(st.text(max_size=12), min_size=7, max_size=7), max_size=6))
def test_every_row_that_is_not_empty_is_read_or_refused_with_its_number(rows: list[list[str]]) -> None:
    found = list(read_rows([as_cells(row) for row in rows], READING))
    numbers = [each.number if isinstance(each, Row) else each[0].row for each in found]
    assert numbers == [place for place, row in enumerate(rows, start=2) if any(row)]


def test_a_contract_is_told_apart_by_its_ocid_its_reference_or_its_title_supplier_and_start() -> None:
    start = date(2026, 4, 1)
    whole = {Held.TITLE: "Void  Clearance", Held.SUPPLIER: "Quixby", Held.STARTS_ON: start}
    assert told_apart_by(Row(2, whole), "Anyshire") == "anyshire: void clearance | quixby | 2026-04-01"
    assert told_apart_by(Row(2, {**whole, Held.REFERENCE: "C1"}), "Anyshire") == "anyshire: C1"
    assert told_apart_by(Row(2, {**whole, Held.OCID: "ocds-x-1"}), "Anyshire") == "ocds-x-1"


def test_a_company_number_gets_its_leading_noughts_back() -> None:
    assert [company_number_in(cell) for cell in (Decimal(1234567), "SC123456", "n/a")] == [
        "01234567",
        "SC123456",
        "",
    ]


def test_headings_are_known_by_name_by_what_was_said_before_and_by_a_name_much_like_it() -> None:
    headings = ["Contract_Ref", "TitleOfAgreement", "Suppliers Name", "Worth", "Net"]
    known = guess(headings, purpose="contracts", remembered={"worth": "amount", "net": ""})
    assert known == {0: Held.REFERENCE, 1: Held.TITLE, 2: Held.SUPPLIER, 3: Held.AMOUNT}


def test_of_net_and_gross_net_is_taken() -> None:
    assert guess(["Gross", "VAT", "Net"], purpose="spend", remembered={}) == {2: Held.AMOUNT}


def test_every_kind_of_file_has_headings_for_what_it_needs() -> None:
    for purpose, layout in LAYOUTS.items():
        assert set(layout.needed) <= {Held(column) for column in known_headings()[purpose].values()}


def test_a_choice_of_columns_lacks_what_is_needed_or_gives_a_column_twice() -> None:
    faults = faults_of_mapping({0: Held.SUPPLIER, 1: Held.SUPPLIER}, CONTRACTS)
    assert [(fault.column, fault.twice) for fault in faults] == [(Held.TITLE, False), (Held.SUPPLIER, True)]


def test_differences_say_what_becomes_what() -> None:
    before = {"title": "Void clearance", "amount": Decimal("1.00"), "status": ""}
    after = {"title": "Void clearance", "amount": Decimal("2.00"), "status": "active", "kind": ""}
    assert differences(before, after) == ["value: “1.00” becomes “2.00”", "status: “active” is new"]
