"""A wave out and back in each format: nothing changes, nothing runs, and what a format cannot hold is said."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyreadstat
import pytest
from hypothesis import given, settings
from lxml import etree
from python_calamine import CalamineWorkbook

from fourfold.ground.kernel.spreadsheet_cells import would_run
from fourfold.tracker.exchange.wave.delimited import codebook_csv, data_csv, read_csv
from fourfold.tracker.exchange.wave.sav import SavMissing, data_sav, missing_ranges, read_sav
from fourfold.tracker.exchange.wave.synthetic_2014 import synthetic_wave
from fourfold.tracker.exchange.wave.triple_s_reading import as_table, read_triple_s
from fourfold.tracker.exchange.wave.triple_s_writing import triple_s
from fourfold.tracker.exchange.wave.workbook import data_xlsx
from fourfold.tracker.rules.faults import BadSurvey
from fourfold.tracker.rules.instrument.questionnaire import Choice, Kind, Meaning
from fourfold.tracker.rules.wave.reading import ReadTable, wave_of
from fourfold.tracker.rules.wave.table import Column, Holds, Respondent, Table, Wave, table_of
from tests.tracker.exchange.wave.waves import SURVEY, waves
from tests.tracker.rules.instrument.making import instrument, question

DATA = Path(__file__).parents[3] / "data" / "survey" / "triple_s"
DTD = etree.DTD(io.BytesIO((DATA / "sss_v20.dtd").read_bytes().removeprefix(b"\xef\xbb\xbf")))


def through_csv(table: Table) -> ReadTable:
    return read_csv(data_csv(table))


def through_sav(table: Table) -> ReadTable:
    return read_sav(data_sav(table), name="wave.sav")


def through_triple_s(table: Table) -> ReadTable:
    made = triple_s(table, href="wave.asc")
    assert DTD.validate(etree.fromstring(made.description)), DTD.error_log
    return as_table(read_triple_s(made.description, made.data), SURVEY)


def as_sets(wave: Wave) -> list[tuple[str, dict[str, object], Decimal | None]]:
    """Several answers are a set: the order in which they were ticked is in no table of flags."""
    return [
        (
            each.serial,
            {
                name: set(answer) if isinstance(answer, tuple) else answer
                for name, answer in each.answers.items()
            },
            each.weight,
        )
        for each in wave.respondents
    ]


@pytest.mark.parametrize("through", [through_csv, through_sav, through_triple_s])
@settings(max_examples=40, deadline=None)
@given(wave=waves())
def test_a_wave_goes_out_and_comes_back_equal(through: Callable[[Table], ReadTable], wave: Wave) -> None:
    again = wave_of(SURVEY, through(table_of(wave)))

    assert as_sets(again) == as_sets(wave)


@settings(max_examples=40, deadline=None)
@given(wave=waves())
def test_no_cell_of_a_csv_runs_and_none_of_a_workbook_is_a_formula(wave: Wave) -> None:
    table = table_of(wave)
    words = [place for place, column in enumerate(table.columns) if column.holds is Holds.WORDS]

    for row in list(csv.reader(io.StringIO(data_csv(table).decode("utf-8-sig"), newline="")))[1:]:
        assert not any(would_run(row[place]) for place in words)
    content = data_xlsx(table)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheets = [packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f" in sheet.replace(b"<fro", b"") for sheet in sheets)
    data = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Data").to_python()
    for answers, cells in zip(wave.respondents, data[1:], strict=True):
        shown = dict(zip((str(name) for name in data[0]), cells, strict=True))
        assert shown["t"] == answers.answers.get("t", "")
        assert shown["n"] == ("" if "n" not in answers.answers else float(str(answers.answers["n"])))


def test_why_a_cell_is_empty() -> None:
    wave = Wave(SURVEY, (Respondent("1", {"s": "no"}), Respondent("2", {})))

    rows = list(csv.DictReader(io.StringIO(data_csv(table_of(wave)).decode("utf-8-sig"))))

    assert (rows[0]["s"], rows[0]["q"], rows[0]["m__a"], rows[0]["t"]) == ("no", "", "-2", "")
    assert rows[1]["s"] == "-2"


def test_the_codebook_names_every_code() -> None:
    table = table_of(Wave(SURVEY, (Respondent("1", {}),)))

    rows = list(csv.DictReader(io.StringIO(codebook_csv(table).decode("utf-8-sig"))))

    by_code = {(row["variable"], row["code"], row["number"]): row for row in rows}
    assert by_code["s", "dont_know", "98"]["means"] == "dont_know"
    assert by_code["q", "low", "1"]["asked_only_if"] == "you answered “Yes” to s"
    assert by_code["m__a", "a", "1"]["label"] == "m? — A"
    assert {row["variable"] for row in rows} == {column.name for column in table.columns}


def test_sav_has_labels_and_missing_codes() -> None:
    wave = Wave(SURVEY, (Respondent("1", {"s": "dont_know"}), Respondent("2", {})), "Confidential: é")
    content = data_sav(table_of(wave))

    found, meta = pyreadstat.read_sav(io.BytesIO(content), user_missing=True, output_format="dict")

    assert meta.variable_value_labels["s"] == {1.0: "Yes", 2.0: "No", 98.0: "Don't know", -2.0: "No answer"}
    assert meta.missing_ranges["s"] == [{"lo": -2.0, "hi": -2.0}, {"lo": 98.0, "hi": 98.0}]
    assert meta.column_names_to_labels["s"] == "s?"
    assert meta.variable_measure["q"] == "ordinal"
    assert list(found["s"]) == [98.0, -2.0]
    # Without its user-missing values nobody answered.
    plain, _ = pyreadstat.read_sav(io.BytesIO(content), output_format="dict")
    assert [each is None or each != each for each in plain["s"]] == [True, True]


def test_more_missing_codes_than_sav_can_mark() -> None:
    def column(*numbers: int) -> Column:
        meant = tuple(Choice(f"c{number}", {}, number, Meaning.REFUSED) for number in numbers)
        return Column("a", "A", Holds.CODE, "a", choices=(Choice("x", {}, 1), Choice("y", {}, 50), *meant))

    assert missing_ranges(column(97, 98, 99), [-2]) == [{"lo": 97, "hi": 99}, -2]
    assert missing_ranges(column(98), [-2]) == [-2, 98]
    with pytest.raises(BadSurvey, match="a: SAV cannot mark 4 codes as missing"):
        missing_ranges(column(2, 60, 99), [-2])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "answers.sav is no SAV: it is a workbook or another archive"),
        (b'<?xml version="1.0"?><sss/>', "it is XML: perhaps Triple-S"),
        (b"case,s\n1,yes\n", "answers.sav is no SAV, whatever its ending says"),
        (b"", "it does not begin as one"),
        (b"$FL2@(#) SPSS DATA FILE and then nothing", "answers.sav is broken"),
    ],
)
def test_a_sav_with_the_wrong_ending_gets_a_clear_error(content: bytes, said: str) -> None:
    with pytest.raises(BadSurvey, match=said):
        read_sav(content, name="answers.sav")


def test_without_its_library_sav_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyreadstat", None)

    with pytest.raises(SavMissing, match="fourfold\\[sav\\]"):
        data_sav(table_of(synthetic_wave()))
    with pytest.raises(SavMissing):
        read_sav(b"$FL2", name="x.sav")


def test_an_answer_too_long_for_a_cell_is_refused_and_not_cut() -> None:
    wave = Wave(SURVEY, (Respondent("1", {"s": "no", "t": "x" * 40_000}),))

    for export in (data_xlsx, data_sav):
        with pytest.raises(BadSurvey, match=r"row 1, column .*an answer of more than"):
            export(table_of(wave))


def test_the_official_example_of_triple_s_is_read() -> None:
    survey = read_triple_s((DATA / "example1.sss").read_bytes(), (DATA / "example1.asc").read_bytes())

    first, second, third = survey.rows
    assert survey.title == "Historic House Exit Survey First Wave"
    assert [each.name for each in survey.variables][:5] == ["RESPONDENT_ID", "Q1.a", "Q1.b", "Q2", "Q3"]
    assert (first["RESPONDENT_ID"], first["Q1.a"], first["Q2"], second["Q2"]) == (
        520001,
        date(2005, 5, 4),
        0,
        2,
    )
    assert first["Q3"] == ("1", "3", "5", "9")
    assert first["Q3.a"] == "Nottingham Goose Fair"
    assert (first["Q5"], third["Q5"]) == (("5", "1"), ("9", "2"))
    assert (second["Q5"], second["Q6"], third["Q6"]) == (("2",), 100, 999)
    assert (first["Q8"], second["Q8"], third["Q8"]) == ("A", None, "C")
    assert (first["WT"], second["WT"]) == (Decimal("1.1310"), Decimal("0.9921"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"</sss>", b"", "the description is no XML"),
        (b'version="2.0"', b'version="9"', "no Triple-S of version"),
        (b'format="fixed"', b'format="csv"', "only data in fixed columns are read"),
        (b'dtd">', b'dtd" [<!ENTITY x "boom">]>', "declares entities"),
        (b'<position start="1"/>', b'<position start="0"/>', "before the first column"),
        (b'<position start="1"/>', b'<position start="one"/>', "a place that is no number"),
        (b"<name>s</name>", b"<name>n</name>", "two variables have the same name"),
    ],
)
def test_a_description_that_is_wrong(old: bytes, new: bytes, said: str) -> None:
    made = triple_s(table_of(Wave(SURVEY, (Respondent("1", {"s": "yes"}),))), href="wave.asc")
    assert old in made.description

    with pytest.raises(BadSurvey, match=said):
        read_triple_s(made.description.replace(old, new, 1), made.data)


def test_data_that_do_not_fit_their_description_are_named_by_row_and_column() -> None:
    made = triple_s(
        table_of(Wave(SURVEY, (Respondent("1", {"s": "yes"}), Respondent("2", {})))), href="w.asc"
    )
    # The code stands in columns 2 and 3.
    lines = made.data.split(b"\r\n")
    wrong = b"\r\n".join([lines[0], lines[1][:1] + b"77" + lines[1][3:], b""])

    with pytest.raises(BadSurvey, match="row 2, column s: 77 is the number of no code"):
        read_triple_s(made.description, wrong)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("case,s,zz\n1,yes,2\n", "zz: the instrument has no such variable"),
        ("case,s,S\n1,yes,no\n", "the column is there twice"),
        ("case,s\n1,maybe\n", "row 1, column s: maybe is not a code; there are yes, no and dont_know"),
        ("case,m__a\n1,2\n", "row 1, column m__a: 2 is neither 1 nor 0"),
        ("case,n\n1,ten\n", "row 1, column n: ten is not a number"),
        ("case,d\n1,28/11/2026\n", "row 1, column d: 28/11/2026 is not a day"),
        ("case,weight\n1,0\n", "row 1, column weight: a weight must be above nought"),
        ("case,s\n1,yes\n1,no\n", "row 2, column case: row 1 has the same number"),
        ("case,s\n1\n", "row 1, column case: 1 cells, and there are 2 columns"),
        ("case,s\n", "there is no respondent"),
        ("", "the file is empty"),
        ('case,s\n1,"yes\n', "not a CSV that can be read"),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_row_and_column(text: str, said: str) -> None:
    with pytest.raises(BadSurvey, match=said):
        wave_of(SURVEY, read_csv(text.encode()))


def test_names_that_formats_do_not_take_are_made_ones_that_they_do() -> None:
    survey = instrument(
        question("a.b", Kind.MULTI, "x/y", "x-y"), question("a-b", Kind.TEXT), question("_z", Kind.TEXT), question("n" * 80, Kind.TEXT)
    )  # fmt: skip

    names = [column.name for column in table_of(Wave(survey, (Respondent("1", {}),))).columns]

    assert names == ["case", "a_b__x_y", "a_b__x_y_2", "a_b", "v_z", "n" * 64]


def test_the_synthetic_wave_in_every_format() -> None:
    wave = synthetic_wave()
    table = table_of(wave)
    made = triple_s(table, href="synthetic.asc")

    assert DTD.validate(etree.fromstring(made.description)), DTD.error_log
    for read in (
        through_csv(table),
        through_sav(table),
        as_table(read_triple_s(made.description, made.data), wave.instrument),
    ):
        assert as_sets(wave_of(wave.instrument, read)) == as_sets(replace(wave, notice=""))
    assert b"Synthetic" in made.description
    # Every row says so.
    assert all(line.startswith(b"synthetic-") for line in made.data.splitlines())
    # 120 have a lead, as the report prints.
    assert sum(each.answers["B3"] == "yes" for each in wave.respondents) == 120
