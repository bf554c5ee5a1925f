"""`fourfold tracker tables`: the book alone on standard output; exit 0 made, 2 refused."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from fourfold.config.command_line import main
from tests.tracker.table_books import answers, as_data, as_file, specification

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "spec.json").write_bytes(
        as_file(specification(1, rules={"fewest": "1", "fewest_because": "made up"}))
    )
    (tmp_path / "data.csv").write_bytes(as_data(answers(60, 1)))
    return str(tmp_path / "spec.json"), str(tmp_path / "data.csv")


def test_markdown_goes_to_standard_output(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tracker", "tables", *files]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("# A made-up survey\n")
    assert "Table 2. How often, number 0?" in said.out
    assert said.err == ""


def test_files_are_written_in_every_format_and_never_over_others(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = [str(tmp_path / f"book.{ending}") for ending in ("xlsx", "csv", "md", "txt", "json")]
    assert main(["tracker", "tables", *files, "--out", *out]) == 0
    written = capsys.readouterr().out.split()
    assert sorted(written) == sorted([*out, str(tmp_path / "book.codebook.csv")])
    assert (tmp_path / "book.md").read_bytes() == (tmp_path / "book.txt").read_bytes()
    assert main(["tracker", "tables", *files, "--out", out[2]]) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("specified", "given", "said"),
    [
        (b"title: 1", None, 'spec.json, line 1: title: put the number in quotes, "1"'),
        (None, b"kind\nnobody\n", "the data has no such column"),
        (None, b"", "the data has no respondents"),
    ],
)
def test_what_is_wrong_is_said_on_standard_error(
    files: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    specified: bytes | None,
    given: bytes | None,
    said: str,
) -> None:
    if specified is not None:
        (tmp_path / "spec.json").write_bytes(specified)
    if given is not None:
        (tmp_path / "data.csv").write_bytes(given)
    assert main(["tracker", "tables", *files]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err


def test_a_file_that_is_not_there_or_of_no_format_is_refused(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tracker", "tables", files[0], str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err
    assert main(["tracker", "tables", *files, "--out", str(tmp_path / "book.doc")]) == 2
    assert "must end in one of" in capsys.readouterr().err


def test_it_needs_neither_django_nor_an_installation(files: tuple[str, str]) -> None:
    looked = "import sys; from fourfold.config.command_line import main; code = main(sys.argv[1:]); sys.exit(code or 'django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", looked, "tracker", "tables", *files], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
