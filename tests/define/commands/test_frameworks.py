"""`fourfold frameworks`: what ships, one edition whole, and whether a file of one's own would be taken."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from fourfold.config.command_line import main
from fourfold.define.queries.framework_files import shipped_frameworks

KEY = "fourfold-open/2026-11"
OWN = files("fourfold").joinpath("define/frameworks/fourfold_open_2026_11.yaml")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An edition of one's own, to be broken."""
    file = tmp_path / "own.yaml"
    file.write_bytes(OWN.read_bytes())
    return file


def test_every_edition_is_listed_with_its_version_measures_and_gaps(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["frameworks", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(shipped_frameworks())
    (ours,) = [line for line in lines if line.startswith(KEY)]
    assert "34 measures" in ours
    assert shipped_frameworks()[KEY].version in ours


def test_one_edition_is_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frameworks", "show", KEY]) == 0
    tree = json.loads(capsys.readouterr().out)
    assert (tree["code"], tree["edition"], len(tree["themes"])) == ("fourfold-open", "2026-11", 7)
    measures = [
        each for theme in tree["themes"] for outcome in theme["outcomes"] for each in outcome["measures"]
    ]
    assert next(each for each in measures if each["code"] == "S1")["excludes"] == ["S2"]


def test_an_edition_that_there_is_not_is_refused_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["frameworks", "show", "fourfold-open/1999"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "There is no fourfold-open/1999. There are: " in said.err
    assert KEY in said.err


def test_a_sound_file_of_ones_own_is_taken(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frameworks", "check", str(own)]) == 0
    assert "34 measures" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("excludes: [J4]", "excludes: [J99]", "J99"),
        ("            excludes: [J4]\n", "", "excludes: this key is missing"),
        ("excludes: [J4]", "excludes: [J4]\n            colour: red", "colour: this key is not known"),
    ],
)
def test_a_file_at_fault_is_refused_with_its_line(
    own: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    text = own.read_text(encoding="utf-8")
    assert old in text
    own.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert main(["frameworks", "check", str(own)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "own.yaml, line " in said.err
    assert told in said.err


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frameworks", "check", str(tmp_path / "none.yaml")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_the_reference_page_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frameworks", "reference"]) == 0
    kept = Path(__file__).parents[3] / "docs" / "reference" / "frameworks.md"
    assert capsys.readouterr().out == kept.read_text(encoding="utf-8")
