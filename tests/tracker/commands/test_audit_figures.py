"""`fourfold tracker audit-figures`: the answer alone on standard output; exit 0 answered, 2 refused."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from fourfold.config.command_line import main

CONTRADICTION = """title: "A survey"
respondents: "10"
questions:
  pet: {says: "A pet", codes: ["yes", "no"]}
bases:
  ALL: {says: "all"}
figures:
  - {id: A, where: "1", says: "have a pet", base: ALL, counts: {pet: ["yes"]}, percent: "40"}
  - {id: B, where: "2", says: "have no pet", base: ALL, counts: {pet: ["no"]}, percent: "60"}
  - {id: C, where: "3", says: "have a pet", base: ALL, counts: {pet: ["yes"]}, percent: "50"}
"""


def test_the_statement_that_contradicts_two_others_is_given_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "survey.yaml"
    file.write_text(CONTRADICTION)

    assert main(["tracker", "audit-figures", str(file), "--json", "--conflicts"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert answer["given_up"] == ["C"]
    assert answer["hold_together"] == 2
    assert sorted(answer["conflicts"]) == [["A", "C"], ["B", "C"]]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tracker", "audit-figures", str(tmp_path / "none.yaml")]) == 2
    assert capsys.readouterr().out == ""


def test_without_the_solver_the_command_says_how_to_install_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "survey.yaml"
    file.write_text(CONTRADICTION)
    monkeypatch.setitem(sys.modules, "ortools.sat.python.cp_model", None)

    assert main(["tracker", "audit-figures", str(file)]) == 2
    assert "pip install fourfold[audit]" in capsys.readouterr().err
