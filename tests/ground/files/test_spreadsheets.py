"""Spreadsheets that people send: read as values, bounded before they are loaded, refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.define.rules.pack_columns import guess
from fourfold.ground.files.spreadsheets import bounds
from fourfold.ground.files.spreadsheets import table as spreadsheets
from fourfold.ground.files.spreadsheets.bounds import MOST_BYTES, NotReadable
from fourfold.ground.kernel.cells import Formula
from tests.builders.packs import HEADINGS, ROWS, as_csv, as_xlsx

ODS_HEAD = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>"
)


def read_table(content: bytes, *, name: str, sheet: str = "") -> spreadsheets.Table:
    """As the headings of a pack are known."""
    return spreadsheets.read_table(
        content, name=name, sheet=sheet, known=lambda headings: len(guess(headings, remembered={}))
    )


def as_ods(rows: str, *, name: str = "Measures") -> bytes:
    """`rows` are the sheet's rows as XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f'{ODS_HEAD}<table:table table:name="{name}">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def ods_row(*cells: str, more: str = "") -> str:
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{inside}{more}</table:table-row>"


def refusal(content: bytes, name: str = "pack.xlsx") -> str:
    with pytest.raises(NotReadable) as refused:
        read_table(content, name=name)
    return str(refused.value)


def test_a_workbook_is_read_with_what_stands_above_its_headings() -> None:
    table = read_table(as_xlsx(above=[["Quixby Measures"], []]), name="pack.xlsx")

    assert table.headings == HEADINGS
    assert table.first_row == 4
    assert table.rows[0][2:5] == ("QX1", "Residents who found paid work", "people")
    assert table.rows[0][9] == Decimal(1500)


def test_csv_in_the_ways_people_write_it() -> None:
    plain = read_table(as_csv(), name="pack.csv")
    with_mark = read_table("\ufeff".encode() + as_csv(), name="pack.csv")
    semicolons = read_table(b"Theme;Outcome;Code\r\nA;B;C1\r\n", name="pack.csv")
    windows = read_table("Theme,Outcome,Code\r\n\u201cA\u201d,B,C1\r\n".encode("cp1252"), name="pack.csv")

    assert plain.headings == with_mark.headings == HEADINGS
    assert len(plain.rows) == len(ROWS)
    assert semicolons.rows[0] == ("A", "B", "C1")
    assert windows.rows[0][0] == "\u201cA\u201d"


def test_an_open_document_is_read() -> None:
    table = read_table(as_ods(ods_row("Theme", "Outcome", "Code") + ods_row("A", "B", "C1")), name="pack.ods")

    assert (table.headings, table.rows[0]) == (("Theme", "Outcome", "Code"), ("A", "B", "C1"))


def test_formulas_are_seen_and_not_calculated() -> None:
    xlsx = read_table(as_xlsx([("A", "B", "C1", "=1+1")]), name="pack.xlsx")
    text = read_table(b"Theme,Outcome,Code\r\nA,B,=HYPERLINK(1)\r\n", name="pack.csv")
    cell = '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
    ods = read_table(as_ods(ods_row("Theme", "Outcome", "Code") + ods_row("A", "B", more=cell)), name="x.ods")

    assert xlsx.rows[0][3] == text.rows[0][2] == ods.rows[0][2] == Formula()


def test_the_sheet_whose_headings_are_known_is_taken() -> None:
    table = read_table(as_xlsx(sheets=("Notes", "Values")), name="pack.xlsx")

    assert (table.sheet, table.sheets) == ("Values", ("Notes", "Values"))


def far_apart() -> bytes:
    """Two cells at opposite corners: loaded as a grid they would be seventeen thousand million."""
    content = as_xlsx()
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as was,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in was.infolist():
            text = was.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                text = text.replace(b"</sheetData>", far)
            archive.writestr(part, text)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", b"0" * (20 * 1024 * 1024))
    return out.getvalue()


REPEATED = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{columns}"/></table:table-row>'
EMPTY_ROWS = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
ENTITIES = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'


def with_entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx())) as was, zipfile.ZipFile(out, "w") as archive:
        for part in was.infolist():
            archive.writestr(part, ENTITIES if part.filename == "xl/workbook.xml" else was.read(part))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "pack.csv", "empty"),
        (b"x" * (MOST_BYTES + 1), "pack.csv", "larger than 5 MB"),
        (b"a,b,c\n" * 800_000, "pack.csv", "more than 5,000 rows"),
        (b",".join([b"a"] * 200), "pack.csv", "more than 100 columns"),
        (b'a,"' + b"x" * 40_000 + b'",c\n', "pack.csv", "Row 1, column 2: the cell is longer than 32,767"),
        (b'"' + b"x" * 140_000 + b'",b,c\n', "pack.csv", "cannot be read from row 1 on"),
        (b"one\ntwo\n", "pack.csv", "No row of headings"),
        (far_apart(), "pack.xlsx", "more than 5,000 rows"),
        (bomb(), "pack.xlsx", "unpacks to far more"),
        (with_entities(), "pack.xlsx", ""),
        (as_xlsx()[:-40], "pack.xlsx", "damaged"),
        (b"PK\x03\x04 and nothing", "pack.xlsx", "damaged"),
        (b"%PDF-1.7\x00", "pack.xlsx", "not a spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600, "pack.xls", "before 2007"),
        (as_ods(REPEATED.format(columns=3)), "pack.ods", "more than 5,000 rows"),
        (as_ods(REPEATED.format(columns=16384).replace('table:number-rows-repeated="1048576"', "")), "x.ods", "more than 100 columns"),
    ],
    ids=lambda value: "file" if isinstance(value, bytes) else None,
)  # fmt: skip
def test_what_is_hostile_or_too_large_is_refused_with_a_sentence(
    content: bytes, name: str, said: str
) -> None:
    assert said in refusal(content, name)


def test_the_empty_rows_with_which_a_sheet_is_filled_up_are_none() -> None:
    rows = ods_row("Theme", "Outcome", "Code") + ods_row("A", "B", "C1") + EMPTY_ROWS

    assert read_table(as_ods(rows), name="pack.ods").rows[0] == ("A", "B", "C1")


def test_a_part_that_unpacks_past_the_bound_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fourfold.ground.files.spreadsheets.archives.MOST_UNPACKED", 100)

    assert "unpacks to far more" in refusal(as_xlsx())
    assert bounds.MOST_UNPACKED > 100


@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, 4000), st.sampled_from(["pack.csv", "pack.xlsx", "pack.ods"]))
def test_no_file_breaks_the_reading(noise: bytes, where: int, name: str) -> None:
    """Noise by itself, and cut into a good file of each format: it is read or refused with a sentence."""
    good = {"pack.csv": as_csv(), "pack.xlsx": WORKBOOK, "pack.ods": OPEN_DOCUMENT}[name]
    for content in (noise, good[:where] + noise + good[where + len(noise) :]):
        with suppress(NotReadable):
            assert read_table(content, name=name).headings


WORKBOOK = as_xlsx()
OPEN_DOCUMENT = as_ods(ods_row("Theme", "Outcome", "Code") + ods_row("A", "B", "C1"))
