"""28 forms of pyxform's own tests: each is taken, or refused in pyxform's words; and what is taken is given back whole."""

from __future__ import annotations

import io
import warnings
from functools import cache
from pathlib import Path

import pytest
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from fourfold.tracker.exchange.instrument.file import read_instrument
from fourfold.tracker.exchange.instrument.tree import as_yaml
from fourfold.tracker.exchange.xlsform.judge import XlsFormRefused
from fourfold.tracker.exchange.xlsform.reading import ReadForm, read_xlsform
from fourfold.tracker.exchange.xlsform.sheets import read_sheets
from fourfold.tracker.exchange.xlsform.writing import write_xlsform
from fourfold.tracker.rules.instrument.questionnaire import Carried, every_item, questions

FORMS = sorted(
    path
    for path in (Path(__file__).parents[3] / "data" / "survey" / "xlsform").iterdir()
    if path.suffix in {".xls", ".xlsx"}
)
REFUSED = {"duplicate_columns.xlsx", "include.xlsx", "include_json.xlsx", "unknown_question_type.xls"}


@cache
def read(path: Path) -> ReadForm:
    return read_xlsform(path.read_bytes(), name=path.stem)


def oracle(path: Path) -> str:
    """Pyxform's refusal, asked without us in between; an empty text where it takes the form."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            convert(path)
    except PyXFormError as refusal:
        return str(refusal)
    return ""


def test_there_are_twenty_eight() -> None:
    assert len(FORMS) == 28
    assert {path.name for path in FORMS} >= REFUSED


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_each_form_is_taken_or_refused_exactly_as_pyxform_does(path: Path) -> None:
    verdict = oracle(path)
    assert bool(verdict) == (path.name in REFUSED)
    if verdict:
        with pytest.raises(XlsFormRefused) as refused:
            read(path)
        assert str(refused.value) == verdict
        return

    survey = read(path).instrument

    assert read_instrument(as_yaml(survey).encode(), place=path.stem) == survey
    # What is written is an XLSForm by pyxform's verdict, and nothing of the form is lost on the way.
    assert read_xlsform(write_xlsform(survey), name=path.stem).instrument == survey


@pytest.mark.parametrize(
    "path", [path for path in FORMS if path.name not in REFUSED], ids=lambda path: path.name
)
def test_every_cell_of_a_form_is_held_or_named_as_left_out(path: Path) -> None:
    survey = read(path).instrument
    names = {each.id for each in questions(survey)}
    names |= {getattr(item, "id", "") for item in every_item(survey.items)}
    carried = [row for item in every_item(survey.items) if isinstance(item, Carried) for row in item.rows]
    left_out = {(note.sheet.lower(), note.row) for note in read(path).notes if "left out" in note.what}

    for row in read_sheets(path.read_bytes())["survey"].rows:
        ends = row["type"].lower().startswith("end") and len(row.cells) == 1
        held = row["name"] in names or row.written() in carried or ends
        assert held or ("survey", row.number) in left_out, row.written()
        kept = next(
            (item.kept for item in every_item(survey.items) if getattr(item, "id", "") == row["name"] and not isinstance(item, Carried)),
            None,
        )  # fmt: skip
        for heading, text in row.cells:
            if kept is not None and heading.base in {"appearance", "choice_filter", "default", "calculation"}:
                assert kept[heading.written] == text


def test_what_cannot_be_asked_is_named_with_row_and_column() -> None:
    path = next(path for path in FORMS if path.name == "xlsform_spec_test.xlsx")

    said = [str(note) for note in read(path).notes]

    assert any("geopoint cannot be asked here" in line for line in said)
    assert any("the formula is kept and cannot be told here" in line for line in said)
    assert all(line.partition(":")[0].count("row") == 1 for line in said)


def test_no_workbook_at_all() -> None:
    with pytest.raises(XlsFormRefused, match="not a workbook"):
        read_xlsform(b"id,name\n1,2\n", name="x")


def test_a_workbook_of_something_else() -> None:
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    book.add_worksheet("Budget").write_string(0, 0, "pounds")
    book.close()

    with pytest.raises(XlsFormRefused, match="survey"):
        read_xlsform(content.getvalue(), name="x")


@pytest.mark.parametrize("name", ["my form (1)", "2024 é", "-"])
def test_the_name_of_the_file_is_no_matter(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.xls"
    path.write_bytes((FORMS[0].parent / "group.xls").read_bytes())
    assert oracle(path) == ""

    survey = read(path).instrument

    assert survey.title == {"en": name}
    assert read_instrument(as_yaml(survey).encode(), place="again") == survey
    assert read_xlsform(write_xlsform(survey), name=name).instrument == survey
