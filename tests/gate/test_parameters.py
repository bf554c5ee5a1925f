"""The gate refuses a parameter that cannot be trusted, and says in which file and line, what is wrong and what to do."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from fourfold.ground.parameters import ParameterFault, loader, read_parameters, read_rules
from gate import parameters

THRESHOLD = "law/thresholds/works.yaml"
RULE = "law/rules/social_value_act_2012.yaml"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """The files that ship, to be broken."""
    copy = tmp_path / "parameters"
    shutil.copytree(str(files("fourfold").joinpath("parameters")), copy)
    return copy


def broken(folder: Path, place: str, old: str, new: str) -> None:
    file = folder / place
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def without_the_value_of(folder: Path, place: str, day: str) -> None:
    """Takes the whole value of that day out."""
    file = folder / place
    before, _, after = file.read_text(encoding="utf-8").partition(f"  {day}:\n")
    rest = after[after.index("\n  2") + 1 :]
    file.write_text(before + rest, encoding="utf-8")


def test_the_files_that_ship_pass() -> None:
    assert parameters.main() == 0


def test_a_hole_in_the_cadence_is_refused_with_place_fault_and_remedy(shipped: Path) -> None:
    without_the_value_of(shipped, THRESHOLD, "2018-01-01")
    with pytest.raises(ParameterFault) as refusal:
        read_parameters(shipped)
    told = str(refusal.value)
    assert told.startswith(f"{THRESHOLD}, line 6: values: ")
    assert "every 2 years on 1 January” and there is none for 2018-01-01" in told
    assert "write the value of each of these days with its source" in told


def test_a_day_of_the_last_check_that_is_moved_past_a_new_value_is_refused(shipped: Path) -> None:
    broken(shipped, THRESHOLD, "still_in_force_on: 2026-11-23", "still_in_force_on: 2028-02-01")
    with pytest.raises(ParameterFault, match="there is none for 2028-01-01: write the value"):
        read_parameters(shipped)


def test_a_threshold_without_its_vat_basis_is_refused_with_place_fault_and_remedy(shipped: Path) -> None:
    broken(shipped, THRESHOLD, "    vat: excluded\n", "")
    with pytest.raises(ParameterFault) as refusal:
        read_parameters(shipped)
    told = str(refusal.value)
    assert told.startswith(f"{THRESHOLD}, line ")
    assert "the threshold of 2012-01-01 has no VAT basis: write vat: included, vat: excluded" in told


def test_a_rule_that_is_not_to_be_read_again_after_its_last_check_is_refused(shipped: Path) -> None:
    broken(shipped, RULE, "read_again: 2027-02-23", "read_again: 2026-11-23")
    with pytest.raises(ParameterFault, match="when you move the one on, move the other on as well"):
        read_rules(shipped)


def test_a_day_to_record_by_counts_from_a_moment_that_there_is(shipped: Path) -> None:
    broken(shipped, RULE, "moment: the procurement begins", "moment: the party")
    with pytest.raises(ParameterFault) as refusal:
        read_rules(shipped)
    assert str(refusal.value).startswith(f"{RULE}, line ")
    assert "moment" in str(refusal.value)


def test_the_gate_prints_the_fault_and_fails(
    shipped: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken(shipped, THRESHOLD, "    vat: excluded\n", "")
    monkeypatch.setattr(parameters, "all_parameters", lambda: loader.read_parameters(shipped))
    assert parameters.main() == 1
    assert f"{THRESHOLD}, line " in capsys.readouterr().out
