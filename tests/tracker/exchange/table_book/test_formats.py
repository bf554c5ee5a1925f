"""No figure differs between formats, and no text that people typed is run by a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache

import pytest
from python_calamine import CalamineWorkbook

from fourfold.tracker.exchange.table_book.as_csv import FIELDS, safe_cell
from fourfold.tracker.exchange.table_book.as_workbook import sheet_name
from fourfold.tracker.exchange.table_book.making import CODEBOOK, files_of, make_book
from fourfold.tracker.rules.tables.table import Book
from tests.tracker.table_books import answers, as_data, as_file, specification

EVIL = '=HYPERLINK("http://x","y")'


@cache
def made() -> Book:
    written = specification(2, title=EVIL)
    written["questions"]["q0"]["codes"] = {
        "never": EVIL,
        "rarely": "+1",
        "often": "@a | b",
        "always": "<b>*all*</b>",
    }
    return make_book(as_file(written), as_data(answers(200, 2)), place="s.json")


def shown() -> list[tuple[str, str, str, str]]:
    """Table, row, text and letters of each cell, straight from the book."""
    return [
        (table.key, row.key, cell.text, cell.letters)
        for table in made().tables
        for row in table.rows
        for cell in row.cells
    ]


def test_every_kind_of_cell_is_there() -> None:
    assert {text for _, _, text, _ in shown()} >= {"**", "c", "0", "100"}
    assert any(letters for *_, letters in shown())


def test_json_has_the_figures_of_the_book() -> None:
    answer = json.loads(files_of(made(), "b.json")["b.json"])
    assert [
        (table["id"], row["key"], cell["shown"], cell["letters"])
        for table in answer["tables"]
        for row in table["rows"]
        for cell in row["cells"]
    ] == shown()


def test_csv_has_them_with_a_codebook_that_explains_every_key() -> None:
    files = files_of(made(), "b.csv")
    rows = list(csv.DictReader(io.StringIO(files["b.csv"].decode("utf-8-sig"), newline="")))
    assert [(row["table"], row["row"], row["shown"], row["letters"]) for row in rows] == shown()
    for row in rows:
        if row["figure"]:
            assert f"{float(row['figure']):,.3f}".replace("-", "−").startswith(row["shown"].split(".")[0])
    codebook = list(csv.DictReader(io.StringIO(files["b" + CODEBOOK].decode("utf-8-sig"), newline="")))
    explained = {(row["of"], row["key"]) for row in codebook}
    assert {("field", name) for name in FIELDS} <= explained
    for row in rows:
        column = f"{row['block']}.{row['column']}" if row["block"] else ""
        assert {
            ("table", row["table"]),
            (f"row of {row['table']}", row["row"]),
            (f"column of {row['table']}", column),
            ("status", row["status"]),
            ("kind", row["kind"]),
        } <= explained


def test_markdown_has_them() -> None:
    text = files_of(made(), "b.md")["b.md"].decode()
    cells = []
    for section in text.split("\n## ")[1:]:
        lines = [line for line in section.splitlines() if line.startswith("| ")]
        cells += [re.split(r"(?<!\\) \| ", line.strip("|").strip())[1:] for line in lines]
    plain = [cell.replace("\\", "") for row in cells for cell in row]
    expected = iter(plain)
    for _, _, figure, letters in shown():
        assert f"{figure} {letters}".rstrip() in expected


def test_xlsx_has_them_as_numbers() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(files_of(made(), "b.xlsx")["b.xlsx"]))
    for table in made().tables:
        rows = book.get_sheet_by_name(sheet_name(table)).to_python()
        lines = iter(rows)
        for row in table.rows:
            line = next(each for each in lines if str(each[0]).split(", points")[0] == row.text)
            for at, cell in enumerate(row.cells):
                value = line[1 + 2 * at]
                if isinstance(value, float):
                    assert cell.figure is not None
                    assert value == float(cell.figure)
                else:
                    assert value == cell.text
                assert line[2 + 2 * at] == cell.letters


def test_text_is_never_a_formula() -> None:
    book = files_of(made(), "b.xlsx")["b.xlsx"]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert sheet[0][0] == EVIL
    codebook = files_of(made(), "b.csv")["b" + CODEBOOK].decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(codebook, newline="")) for cell in row]
    assert f"'{EVIL}" in cells
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    markdown = files_of(made(), "b.md")["b.md"].decode()
    assert "\\<b\\>\\*all\\*" in markdown
    assert "@a \\| b" in markdown


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1"])
def test_what_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


def test_an_unknown_ending_is_refused() -> None:
    with pytest.raises(ValueError, match=r"b\.doc must end in one of \.xlsx"):
        files_of(made(), "b.doc")
