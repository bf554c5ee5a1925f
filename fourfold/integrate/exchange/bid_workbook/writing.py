"""The workbook of a tender, blank or with what a bidder's draft says. Labels are locked; only answers can be typed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from fourfold.ground.kernel.cells import letters_of
from fourfold.ground.kernel.money import MOST_TYPED
from fourfold.ground.kernel.quantities import MOST
from fourfold.ground.kernel.said import say
from fourfold.integrate.exchange.bid_workbook.layout import (
    ANSWER,
    ASKED,
    BID,
    FIRST_ROW,
    FORM,
    HIDDEN,
    KEY,
    QUESTION,
    READ_ME,
    SECTION,
    UNIT,
    TenderNamed,
)
from fourfold.integrate.rules.bid_fields import (
    LONGEST_ANSWER,
    MOST_PERCENT,
    NUMBERS,
    BidField,
    Kind,
    value_of,
    yes_or_no_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from fourfold.integrate.rules.bid_document import BidDocument

_WIDTHS: Final = {SECTION: 22, QUESTION: 34, ASKED: 52, UNIT: 18, ANSWER: 60}


def workbook(tender: TenderNamed, fields: Sequence[BidField], document: BidDocument | None = None) -> bytes:
    """XLSX without macros. What people typed is written as text, never as a formula."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": say("Bid for {title}", title=tender.title), "subject": tender.ref})
        formats = _Formats(
            title=book.add_format({"bold": True, "font_size": 16}),
            bold=book.add_format({"bold": True, "text_wrap": True, "bg_color": "#F3F2F1", "border": 1}),
            label=book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
            answer=book.add_format(
                {"text_wrap": True, "valign": "top", "locked": False, "bg_color": "#FFF7BF", "border": 1}
            ),
            # As text, so that nothing that is typed is read as a formula or changed into a date.
            words=book.add_format(
                {
                    "text_wrap": True,
                    "valign": "top",
                    "locked": False,
                    "bg_color": "#FFF7BF",
                    "border": 1,
                    "num_format": "@",
                }
            ),
            wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
        )
        _read_me(book.add_worksheet(READ_ME), tender, formats)
        _questions(book.add_worksheet(BID), tender, fields, document, formats)
        hidden = book.add_worksheet(HIDDEN)
        for row, value in enumerate((FORM, tender.ref, tender.edition)):
            hidden.write_string(row, 0, value)
        hidden.protect()
        hidden.very_hidden()
    return made.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Any
    bold: Any
    label: Any
    answer: Any
    words: Any
    wrapped: Any


def _read_me(sheet: Worksheet, tender: TenderNamed, formats: _Formats) -> None:
    lines = (
        say("Tender: {title}", title=tender.title),
        say("Buyer: {buyer}", buyer=tender.buyer),
        say("Reference: {ref}", ref=tender.ref),
        say("Edition of the questions: {edition}", edition=tender.edition),
        say("Bids close: {closes}", closes=tender.closes),
        "",
        say("1. Fill in the yellow cells of the sheet “{sheet}”. Nothing else can be changed.", sheet=BID),
        say(
            "2. Where a number is asked for, type the number alone. The unit stands beside it. Type 0 where you offer none."
        ),
        say(
            "3. Type words, not formulas. An answer holds up to {most} characters.",
            most=f"{LONGEST_ANSWER:,}",
        ),
        *_where_it_goes(tender),
    )
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, say("Your bid, filled in offline"), formats.title)
    for row, line in enumerate(lines, start=2):
        sheet.write_string(row, 0, line, formats.wrapped)
    sheet.protect()
    sheet.hide_gridlines(2)


def _where_it_goes(tender: TenderNamed) -> tuple[str, ...]:
    if tender.elsewhere:
        return (
            say(
                "4. Save it as an Excel workbook (.xlsx) and add it to your bid on {portal}. Your price and all else that is "
                "asked go there too.",
                portal=tender.elsewhere,
            ),
            say("5. Do not rename the sheets or take rows out: the buyer reads the workbook by them."),
        )
    return (
        say(
            "4. Save it as an Excel workbook (.xlsx) and upload it on the page of your bid, as often as you like until "
            "bids close."
        ),
        say(
            "5. You are told at once, cell by cell, what cannot be read. The rest goes into your draft. A cell that you "
            "leave empty leaves your draft as it is."
        ),
        say(
            "6. Uploading it does not yet send your bid, unless you choose to. A bid is sent when you have a receipt."
        ),
        say("7. Files such as PDFs are added on the page of your bid, not here."),
    )


def _questions(
    sheet: Worksheet,
    tender: TenderNamed,
    fields: Sequence[BidField],
    document: BidDocument | None,
    formats: _Formats,
) -> None:
    sheet.set_column(KEY, KEY, 12, None, {"hidden": True})
    for column, width in _WIDTHS.items():
        sheet.set_column(column, column, width)
    sheet.write_string(0, SECTION, say("Bid for {title}", title=tender.title), formats.title)
    sheet.write_string(
        1,
        SECTION,
        say("Reference {ref}, edition of the questions {edition}", ref=tender.ref, edition=tender.edition),
    )
    headings = {
        SECTION: say("Part"),
        QUESTION: say("Question"),
        ASKED: say("What is asked"),
        UNIT: say("Given in"),
        ANSWER: say("Your answer"),
    }
    for column, heading in headings.items():
        sheet.write_string(FIRST_ROW - 1, column, heading, formats.bold)
    for row, field in enumerate(fields, start=FIRST_ROW):
        sheet.write_string(row, KEY, field.key)
        for column, text in (
            (SECTION, field.section),
            (QUESTION, field.title),
            (ASKED, field.asked),
            (UNIT, field.counted_in),
        ):
            sheet.write_string(row, column, text, formats.label)
        _answer(sheet, row, field, document, formats)
        if field.kind in {Kind.ANSWER, Kind.METHOD, Kind.EVIDENCE}:
            sheet.set_row(row, 120 if field.kind is Kind.ANSWER else 60)
    # Without it a spreadsheet marks every percentage as a mistake.
    sheet.ignore_errors(
        {
            "number_stored_as_text": f"{letters_of(ANSWER)}{FIRST_ROW + 1}:{letters_of(ANSWER)}{FIRST_ROW + max(1, len(fields))}"
        }
    )
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.protect(options={"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_ROW - 1)


def _answer(
    sheet: Worksheet, row: int, field: BidField, document: BidDocument | None, formats: _Formats
) -> None:
    typed = "" if document is None else document.unread.get(field.key, "")
    value = None if document is None else value_of(document, field)
    # A percentage is text: a spreadsheet makes 0.015 of 1.5% typed into a cell of numbers, and 5% would come back as 0.05.
    as_words = field.kind is Kind.PERCENT or field.kind not in NUMBERS
    if typed:
        sheet.write_string(row, ANSWER, typed, formats.words)
    elif isinstance(value, bool):
        yes, no = yes_or_no_words()
        sheet.write_string(row, ANSWER, yes if value else no, formats.words)
    elif isinstance(value, Decimal) and field.kind is Kind.PERCENT:
        sheet.write_string(row, ANSWER, f"{value.normalize():f}", formats.words)
    elif isinstance(value, Decimal):
        sheet.write_number(row, ANSWER, float(value), formats.answer)
    elif value:
        sheet.write_string(row, ANSWER, value, formats.words)
    else:
        sheet.write_blank(row, ANSWER, None, formats.words if as_words else formats.answer)
    sheet.data_validation(row, ANSWER, row, ANSWER, _validation(field, f"{letters_of(ANSWER)}{row + 1}"))


def _validation(field: BidField, cell: str) -> dict[str, Any]:
    """What a spreadsheet program itself says no to; what counts is said when the workbook comes back."""
    match field.kind:
        case Kind.ACCEPTS:
            return {
                "validate": "list",
                "source": list(yes_or_no_words()),
                "error_title": say("Yes or no")[:32],
                "error_message": say("Choose yes or no.")[:255],
            }
        case Kind.PERCENT:
            return {
                "validate": "custom",
                "value": f"=AND({_number_in(cell)}>=0,{_number_in(cell)}<={MOST_PERCENT})",
                "input_title": say("A percentage")[:32],
                "input_message": say("Type 1.5 or 1.5% for one and a half per cent.")[:255],
                "error_title": say("Not a percentage")[:32],
                "error_message": say("Type a number from 0 to 100, with or without the sign.")[:255],
            }
        case Kind.PRICE | Kind.COST | Kind.QUANTITY:
            whole = field.unit is not None and field.unit.whole
            most = MOST if field.kind is Kind.QUANTITY else MOST_TYPED
            return {
                "validate": "integer" if whole else "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": int(most),
                "input_title": say("A number")[:32],
                "input_message": say("In {unit}. Type the number alone.", unit=field.counted_in)[:255],
                "error_title": say("Not a number")[:32],
                "error_message": say("Type a number from 0 up, in {unit}.", unit=field.counted_in)[:255],
            }
        case _:
            return {
                "validate": "length",
                "criteria": "<=",
                "value": LONGEST_ANSWER,
                "error_title": say("Too long")[:32],
                "error_message": say("At most {most} characters.", most=f"{LONGEST_ANSWER:,}")[:255],
            }


def _number_in(cell: str) -> str:
    """As a spreadsheet reads a percentage that stands there as text."""
    return f'VALUE(SUBSTITUTE({cell},"%",""))'
