"""The workbook of a bid: what goes out comes back, and what people do to it is told cell by cell."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.ground.kernel.quantities import unit_of
from fourfold.integrate.exchange.bid_workbook import (
    ReadWorkbook,
    TenderNamed,
    not_answered,
    read_workbook,
    workbook,
)
from fourfold.integrate.exchange.bid_workbook.layout import BID, HIDDEN, READ_ME
from fourfold.integrate.rules.bid_document import BidDocument, OfferedQuantity
from fourfold.integrate.rules.bid_fields import (
    LONGEST_ANSWER,
    BidField,
    Kind,
    document_of,
    edition_of,
    read_typed,
    values_in,
)
from tests.builders.workbooks import Calculated, Percentage, filled
from tests.ground.files.made import an_office_file

REF = "ABCDEFGHJKMN"
FIELDS = (
    BidField(Kind.PRICE, "", "Your price", "For the whole contract", "Price"),
    BidField(Kind.IDENTIFIER, "", "Your number", "If you have one", "Price"),
    BidField(Kind.ANSWER, "Q", "Quality", "=How will you =do it?", "Quality", "Q"),
    BidField(
        Kind.QUANTITY, "A", "Apprenticeships", "Each completed", "Social", "S", unit_of("apprenticeships")
    ),
    BidField(Kind.METHOD, "A", "How: apprenticeships", "", "Social", "S"),
    BidField(Kind.QUANTITY, "H", "Hours", "Given", "Social", "S", unit_of("hours")),
)
EDITION = edition_of(REF, FIELDS)
NAMED = TenderNamed(REF, "Repairs to homes", "Fernborough", "14 December 2026 at 12:00", EDITION)
BLANK = workbook(NAMED, FIELDS)
WHOLE: dict[str, Any] = {
    "price": 412_500.5,
    "identifier": "pabc-1234-defg",
    "answer_Q": "- With care,\n- and on time",
    "quantity_A": 12,
    "method_A": "With the college",
    "quantity_H": "1,550.5 hours",
}


def read(content: bytes) -> ReadWorkbook:
    return read_workbook(content, tender=REF, edition=EDITION, fields=FIELDS)


def test_it_says_what_it_is_of_in_sight_and_out_of_sight_and_holds_no_formula_and_no_macro() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(BLANK))
    assert book.sheet_names == [READ_ME, BID, HIDDEN]
    seen = [str(cell) for row in book.get_sheet_by_name(READ_ME).to_python() for cell in row]
    assert any(REF in line for line in seen)
    assert any(EDITION in line for line in seen)
    with zipfile.ZipFile(io.BytesIO(BLANK)) as packed:
        names = packed.namelist()
        sheet = packed.read("xl/worksheets/sheet2.xml").decode()
        assert b'state="veryHidden"' in packed.read("xl/workbook.xml")
    assert not any("vba" in name.lower() for name in names)
    assert "<f>" not in sheet
    assert "<sheetProtection" in sheet
    assert sheet.count("<dataValidation ") == len(FIELDS)


def test_filled_in_it_reads_back_as_it_was_typed() -> None:
    found = read(filled(BLANK, WHOLE))
    assert (found.remarks, found.unread, found.empty) == ([], {}, {})
    assert document_of(FIELDS, found.values) == BidDocument(
        price=Decimal("412500.50"),
        identifier="PABC-1234-DEFG",
        answers={"Q": "- With care,\n- and on time"},
        offers={
            "A": OfferedQuantity(Decimal(12), "With the college"),
            "H": OfferedQuantity(Decimal("1550.5"), ""),
        },
    )


def test_a_draft_goes_out_filled_in_and_comes_back_the_same() -> None:
    document = document_of(
        FIELDS, read(filled(BLANK, {**WHOLE, "method_A": "=SUM(A1)", "answer_Q": "Said"})).values
    )
    again = read(workbook(NAMED, FIELDS, document))
    assert document_of(FIELDS, again.values) == document
    unread = BidDocument(price=None, unread={"quantity_H": "twelve"})
    assert read(workbook(NAMED, FIELDS, unread)).unread == {"quantity_H": "twelve"}


@pytest.mark.parametrize(
    ("answers", "cell", "says", "kept"),
    [
        ({"quantity_A": -3}, "F8", "must not be less than zero", "-3"),
        ({"quantity_A": 2.5}, "F8", "whole number", "2.5"),
        ({"quantity_A": "12 weeks"}, "F8", "You wrote weeks; this is asked in apprenticeships", "12 weeks"),
        ({"quantity_A": "many"}, "F8", "is not a number", "many"),
        ({"quantity_A": True}, "F8", "The spreadsheet made “TRUE”", "TRUE"),
        ({"price": -1}, "F5", "must not be less than zero", "-1"),
        ({"price": "€ 5"}, "F5", "Enter the amount in GBP, not in EUR", "€ 5"),
        ({"price": 10.005}, "F5", "more than two decimal places", "10.005"),
        ({"identifier": "12345"}, "F6", "as the central digital platform gives it", "12345"),
        ({"answer_Q": "=1+1"}, "F7", "would run as a formula", "=1+1"),
        ({"answer_Q": "@SUM(A1)"}, "F7", "would run as a formula", "@SUM(A1)"),
        ({"method_A": "+cmd|' /C calc'!A0"}, "F9", "would run as a formula", "+cmd|' /C calc'!A0"),
        (
            {"answer_Q": "x" * (LONGEST_ANSWER + 1)},
            "F7",
            "10,001 characters; the most is 10,000. Take out 1",
            "x",
        ),
    ],
)
def test_what_cannot_be_read_is_told_by_its_cell_kept_as_typed_and_the_rest_is_taken(
    answers: dict[str, Any], cell: str, says: str, kept: str
) -> None:
    found = read(filled(BLANK, {**WHOLE, **answers}))
    [remark] = found.remarks
    [key] = answers
    assert (remark.sheet, remark.cell) == (BID, cell)
    assert says in remark.what
    assert found.unread[key].startswith(kept)
    assert len(found.values) == len(FIELDS) - 1


OF_EVERY_KIND = (
    BidField(Kind.PERCENT, "P", "Pledge", "Of the price", "Social", "S"),
    BidField(Kind.COST, "R", "What it costs you", "", "Social", "S"),
    BidField(Kind.ACCEPTS, "F", "Fair pay", "Do you accept it?", "Conditions"),
    BidField(Kind.EVIDENCE, "C", "Open days", "", "Conditions", place=0),
    BidField(Kind.EVIDENCE, "C", "A fund", "", "Conditions", place=1),
)
KINDS_NAMED = TenderNamed(REF, "Repairs to homes", "Fernborough", "then", edition_of(REF, OF_EVERY_KIND))


def read_kinds(content: bytes) -> ReadWorkbook:
    return read_workbook(content, tender=REF, edition=KINDS_NAMED.edition, fields=OF_EVERY_KIND)


def test_a_percentage_a_cost_a_condition_and_evidence_go_out_and_come_back() -> None:
    document = BidDocument(
        price=None,
        offers={
            "P": OfferedQuantity(Decimal("0.5")),
            "R": OfferedQuantity(None, cost=Decimal("750.25")),
            "F": OfferedQuantity(None, accepts=False),
            "C": OfferedQuantity(None, shown={"1": "Since 2019"}),
        },
    )
    out = workbook(KINDS_NAMED, OF_EVERY_KIND, document)
    back = read_kinds(out)
    assert (back.remarks, back.unread) == ([], {})
    assert document_of(OF_EVERY_KIND, back.values) == document
    with zipfile.ZipFile(io.BytesIO(out)) as packed:
        sheet = packed.read("xl/worksheets/sheet2.xml").decode()
    assert 'type="list"' in sheet
    assert '"yes,no"' in sheet.replace("&quot;", '"')
    assert "&lt;=100)" in sheet
    blank = workbook(KINDS_NAMED, OF_EVERY_KIND)
    assert [
        each.what for each in not_answered(read_kinds(blank), BidDocument(price=None), OF_EVERY_KIND)
    ] == [
        "Enter a number; 0 if you offer none",
        "Write yes or no",
    ]


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"percent_P": 101}, "from 0 to 100"),
        ({"cost_R": "a lot"}, "is not a number"),
        ({"accepts_F": "perhaps"}, "Write yes or no"),
        ({"evidence_C_0": "=1+1"}, "would run as a formula"),
    ],
)
def test_what_is_none_of_its_kind_is_told(answers: dict[str, Any], says: str) -> None:
    found = read_kinds(filled(workbook(KINDS_NAMED, OF_EVERY_KIND), answers))
    [remark] = found.remarks
    assert says in remark.what
    assert list(found.unread) == list(answers)
    # A spreadsheet's own TRUE is a yes.
    assert read_kinds(filled(workbook(KINDS_NAMED, OF_EVERY_KIND), {"accepts_F": True})).values == {
        "accepts_F": True
    }


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        (Percentage(0.015), "1.5"),
        (Percentage(0.05, shown_by="0%"), "5"),
        (Percentage(0.07, shown_by='[Red]0.0" of it "%'), "7"),
        ("1.5%", "1.5"),
        ("1.5", "1.5"),
        (1.5, "1.5"),
        # The sign stands there as words, so the number is what it says.
        (Percentage(1.5, shown_by='0.00" %"'), "1.5"),
    ],
)
def test_a_percentage_is_what_the_cell_shows_and_not_the_hundredth_that_it_keeps(
    typed: Any, means: str
) -> None:
    found = read_kinds(filled(workbook(KINDS_NAMED, OF_EVERY_KIND), {"percent_P": typed}))
    assert (found.remarks, found.values) == ([], {"percent_P": Decimal(means)})


def test_a_percentage_where_another_number_is_asked_for_is_told() -> None:
    [remark] = read(filled(BLANK, {**WHOLE, "quantity_A": Percentage(0.12)})).remarks
    assert (remark.cell, remark.typed, "is not a number" in remark.what) == ("F8", "12%", True)


def test_a_formula_is_not_taken_for_its_last_result() -> None:
    found = read(filled(BLANK, {**WHOLE, "quantity_A": Calculated("=6*2", 12)}))
    assert [(each.cell, "There is a formula" in each.what) for each in found.remarks] == [("F8", True)]
    assert "quantity_A" not in {**found.values, **found.unread}


def test_a_changed_unit_a_doubled_and_a_missing_row_are_told() -> None:
    found = read(filled(BLANK, WHOLE, units={"quantity_H": "days"}))
    assert [(each.cell, each.typed) for each in found.remarks] == [("E10", "days")]
    assert "This is asked in hours" in found.remarks[0].what
    assert found.unread == {"quantity_H": "1,550.5 hours days"}
    found = read(filled(BLANK, WHOLE, twice=("quantity_H",)))
    assert [each.cell for each in found.remarks] == ["F11"]
    found = read(filled(BLANK, WHOLE, without=("quantity_H",)))
    assert [(each.cell, each.question) for each in found.remarks] == [("", "Hours")]


def test_an_empty_cell_is_missing_only_where_the_draft_does_not_answer_it() -> None:
    found = read(filled(BLANK, {"quantity_A": 0}))
    assert [(each.cell, each.what) for each in not_answered(found, BidDocument(price=None), FIELDS)] == [
        ("F5", "Enter your price"),
        ("F7", "Answer this question"),
        ("F10", "Enter a number; 0 if you offer none"),
    ]
    has = BidDocument(price=Decimal(1), answers={"Q": "So"}, offers={"H": OfferedQuantity(Decimal(0))})
    assert not_answered(found, has, FIELDS) == []


def _bomb() -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(BLANK)) as packed,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for name in packed.namelist():
            bomb.writestr(name, packed.read(name))
        bomb.writestr("xl/media/image1.bin", bytes(30_000_000))
    return made.getvalue()


def _with_macros() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BLANK)) as packed, zipfile.ZipFile(made, "w") as macro:
        for name in packed.namelist():
            macro.writestr(name, packed.read(name))
        macro.writestr("xl/vbaProject.bin", b"macro")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kind before 2007"),
        (b"price,quantity\n1,2\n", "not the workbook of this tender"),
        (an_office_file("docx"), "not the workbook of this tender"),
        (BLANK[:900], "damaged"),
        (BLANK + bytes(6_000_000), "larger than 5 MB"),
        (_with_macros(), "macros"),
        (_bomb(), "unpacks to more than 250 times"),
        (filled(BLANK, {}, far_away=True), "more than 5,000 rows"),
        (filled(BLANK, {}, hidden={0: "something else"}), "not the workbook of this tender"),
        (filled(BLANK, {}, hidden={1: "ZZZZZZZZZZZZ"}), "another tender or another lot"),
        (filled(BLANK, {}, hidden={2: "000000000000"}), "The questions have changed"),
    ],
    ids=[
        "empty",
        "xls",
        "csv",
        "docx",
        "cut off",
        "large",
        "macros",
        "bomb",
        "far",
        "not ours",
        "other tender",
        "older",
    ],
)
def test_a_file_that_is_not_this_tenders_workbook_is_refused_whole(content: bytes, says: str) -> None:
    with pytest.raises(NotReadable, match=says):
        read(content)


def test_the_edition_changes_with_anything_that_is_asked_and_with_nothing_else() -> None:
    assert edition_of(REF, FIELDS) == EDITION
    assert edition_of("ZZZZZZZZZZZZ", FIELDS) != EDITION
    assert edition_of(REF, FIELDS[:-1]) != EDITION
    other = BidField(Kind.QUANTITY, "H", "Hours", "Given", "Social", "S", unit_of("days"))
    assert edition_of(REF, (*FIELDS[:-1], other)) != EDITION
    # By what the buyer wrote, and not by our own words: those may be another release's, or another language's.
    last = FIELDS[-1]
    assert edition_of(REF, (*FIELDS[:-1], replace(last, title="Oriau", asked="Dros y contract"))) == EDITION
    assert edition_of(REF, (*FIELDS[:-1], replace(last, buyers_words=("More hours",)))) != EDITION


def test_values_go_into_a_bid_and_come_out_of_it() -> None:
    values = read(filled(BLANK, WHOLE)).values
    assert {
        key: value
        for key, value in values_in(FIELDS, document_of(FIELDS, values)).items()
        if value is not None
    } == values
    assert read_typed(FIELDS[0], "  ") is None
