"""`fourfold tracker export`: files in a folder, and what was withheld."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fourfold.config.command_line import main

CAPTURE = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("to", "names"),
    [
        ("csv", ["synthetic-2014-about.txt", "synthetic-2014-codebook.csv", "synthetic-2014.csv"]),
        ("xlsx", ["synthetic-2014.xlsx"]),
        ("sav", ["synthetic-2014.sav"]),
        ("triple-s", ["synthetic-2014.asc", "synthetic-2014.sss"]),
    ],
)
def test_the_synthetic_wave_is_written(to: str, names: list[str], tmp_path: Path, capsys: CAPTURE) -> None:
    assert main(["tracker", "export", "--to", to, "--out", str(tmp_path), "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert sorted(each.name for each in tmp_path.iterdir()) == names
    assert (answer["respondents"], answer["smallest_group"]) == (200, None)


def test_an_open_table_says_what_is_withheld_and_reads_back(tmp_path: Path, capsys: CAPTURE) -> None:
    words = ["tracker", "export", "--to", "csv", "--out", str(tmp_path), "--open", "--least", "12", "--json"]
    assert main(words) == 0

    answer = json.loads(capsys.readouterr().out)
    assert answer["smallest_group"] >= 12
    assert {
        "question": "A3",
        "what": "left out: it could identify an organisation",
        "respondents": 200,
    } in answer["withheld"]
    about = (tmp_path / "synthetic-2014-open-about.txt").read_text()
    assert "no group of fewer than 12 organisations" in about
    assert "Synthetic" in about


@pytest.mark.parametrize("suffix", ["csv", "sav", "sss"])
def test_a_file_of_answers_is_taken_in_and_given_out_again(
    suffix: str, tmp_path: Path, capsys: CAPTURE
) -> None:
    to = {"sss": "triple-s"}.get(suffix, suffix)
    assert main(["tracker", "export", "--to", to, "--out", str(tmp_path)]) == 0
    again = tmp_path / "again"
    again.mkdir()

    given = tmp_path / f"synthetic-2014.{suffix}"
    assert main(["tracker", "export", str(given), "--to", "csv", "--out", str(again)]) == 0
    assert main(["tracker", "export", "--to", "csv", "--out", str(tmp_path)]) == 0

    assert (again / "synthetic-2014.csv").read_bytes() == (tmp_path / "synthetic-2014.csv").read_bytes()
    assert "Confidential" in (again / "synthetic-2014-about.txt").read_text()


def test_a_sav_with_the_wrong_ending_is_told_apart(tmp_path: Path, capsys: CAPTURE) -> None:
    (tmp_path / "answers.csv").write_bytes(b"$FL2 and so on")
    (tmp_path / "answers.sav").write_bytes(b"PK\x03\x04")
    (tmp_path / "answers.txt").write_text("1")
    for name, said in (
        ("answers.csv", "answers.csv is a SAV under another name: let it end in .sav."),
        ("answers.sav", "answers.sav is no SAV: it is a workbook"),
        ("answers.txt", "answers are read from .csv, .sav and .sss."),
        ("gone.csv", "gone.csv"),
    ):
        assert main(["tracker", "export", str(tmp_path / name), "--to", "csv", "--out", str(tmp_path)]) == 2
        assert said in capsys.readouterr().err
