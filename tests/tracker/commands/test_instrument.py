"""`fourfold tracker instrument …`: the answer on standard output, what is kept or left out on standard error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fourfold.config.command_line import main
from fourfold.tracker.exchange.instrument.shipped import content_of

FORMS = Path(__file__).parents[2] / "data" / "survey" / "xlsform"
CAPTURE = pytest.CaptureFixture[str]


def test_show_names_each_question_and_what_is_printed_of_it(capsys: CAPTURE) -> None:
    assert main(["tracker", "instrument", "show"]) == 0

    said = capsys.readouterr().out
    assert "en: whole, cy: absent" in said
    assert (
        "B3a  What job title does your nominated social value lead have?  (single; core; routed; printed:"
        in said
    )
    assert "B3b  Why is there no lead?  (text; routed; inferred: 1.3)" in said


def test_check_says_who_has_signed(capsys: CAPTURE) -> None:
    assert main(["tracker", "instrument", "check", "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert answer["bars"] == []
    assert answer["wordings"]["cy"]["there"] == 0
    assert {each["name"]: each["signed"] for each in answer["partners"]}["PwC"] is False


def test_check_names_the_line_of_a_route_that_cannot_be_led(tmp_path: Path, capsys: CAPTURE) -> None:
    file = tmp_path / "mine.yaml"
    text = content_of("communities-count-2014").decode()
    file.write_text(
        text.replace('asked_when: {question: B3, has: ["yes"]}', 'asked_when: {question: E1, has: ["yes"]}')
    )

    assert main(["tracker", "instrument", "check", str(file), "--against", "communities-count-2014"]) == 1

    said = capsys.readouterr().out
    line = next(number for number, each in enumerate(text.splitlines(), 1) if each.strip() == "id: B3a")
    # A question begins with its kind, the line above its id.
    assert f"bars: line {line}, B3a: asked by the answer to E1, which comes later" in said
    assert "core changed: B3a: it is asked of others than before" in said


def test_the_schema_in_the_documentation_is_the_published_one(capsys: CAPTURE) -> None:
    assert main(["tracker", "instrument", "schema"]) == 0

    kept = Path(__file__).parents[3] / "docs" / "reference" / "instrument.schema.json"
    assert capsys.readouterr().out == kept.read_text(encoding="utf-8")


def test_out_as_xlsform_and_in_again(tmp_path: Path, capsys: CAPTURE) -> None:
    form, file = tmp_path / "form.xlsx", tmp_path / "again.yaml"

    assert main(["tracker", "instrument", "to-xlsform", "--to", str(form)]) == 0
    assert main(["tracker", "instrument", "from-xlsform", str(form), "--to", str(file)]) == 0
    first = capsys.readouterr()
    assert first.err == ""
    assert main(["tracker", "instrument", "show", "--json"]) == 0
    shipped = capsys.readouterr().out
    assert main(["tracker", "instrument", "show", str(file), "--json"]) == 0

    assert capsys.readouterr().out == shipped


def test_what_is_kept_of_a_form_is_told_with_its_place(capsys: CAPTURE) -> None:
    assert main(["tracker", "instrument", "from-xlsform", str(FORMS / "pull_data.xlsx")]) == 0

    said = capsys.readouterr()
    assert "survey, row 2, column A: kept, and not asked here: calculate cannot be asked here" in said.err
    assert said.out.startswith("id: pull_data\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["from-xlsform", str(FORMS / "include.xlsx")], "include.xlsx: This section has not been included."),
        (["from-xlsform", "none.xlsx"], "none.xlsx"),
        (["show", "none.yaml"], "none.yaml"),
        (["to-xlsform", "--to", "nowhere/form.xlsx"], "nowhere/form.xlsx cannot be written"),
    ],
)
def test_refusals(words: list[str], said: str, capsys: CAPTURE) -> None:
    assert main(["tracker", "instrument", *words]) == 2

    assert said in capsys.readouterr().err


def test_without_the_judge_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: CAPTURE
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyxform.xls2xform", None)

    assert main(["tracker", "instrument", "from-xlsform", str(FORMS / "group.xls")]) == 2

    assert "pip install 'fourfold[xlsform]'" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", [".md", ".pdf"])
def test_a_copy_to_print_is_written(suffix: str, tmp_path: Path, capsys: CAPTURE) -> None:
    file = tmp_path / f"copy{suffix}"

    assert main(["tracker", "instrument", "print", "--to", str(file), "--for", "respondent"]) == 0

    assert file.read_bytes().startswith(b"%PDF" if suffix == ".pdf" else b"# Communities Count")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--language", "fr"], "is not in fr; it is in en, cy"),
        (["--to", "copy.doc"], "print writes .md or .pdf"),
    ],
)
def test_a_copy_that_cannot_be_printed(words: list[str], said: str, capsys: CAPTURE) -> None:
    assert main(["tracker", "instrument", "print", *words]) == 2

    assert said in capsys.readouterr().err
