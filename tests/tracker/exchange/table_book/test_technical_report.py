"""A wave's technical report: its numbers are those of the answers, and it is refused where the specification says otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from fourfold.config.command_line import main
from fourfold.tracker.exchange.strict_file import FileFault
from fourfold.tracker.exchange.table_book.making import make_report
from fourfold.tracker.rules.faults import BadSurvey
from tests.tracker.table_books import answers, as_data, as_file, specification

ROWS = answers(120, 1)
COUNCILS = sum(row["kind"] == "council" for row in ROWS)
WAVE = {
    "client": "A ministry", "fieldwork_by": "An institute", "first_day": "2026-03-02", "last_day": "2026-04-30",
    "mode": "telephone", "questionnaire": "version 3", "frame": "all organisations | known", "selection": "at random",
    "frame_by_stratum": {"council": "300", "association": "300"},
    "contacts": {"complete": "110", "partial": "10", "refused": "50", "not_reached": "60", "unknown_other": "20", "not_eligible": "10"},
}  # fmt: skip


def report(**changes: Any) -> str:
    written = specification(1, wave=WAVE | changes)
    written["design"] |= {
        "sizes": {"council": "400", "association": "500"},
        "rake": [{"column": "nation", "totals": {"england": "500", "wales": "100", "scotland": "300"}}],
    }
    return make_report(as_file(written), as_data(ROWS), place="s.json", data_place="d.csv")


def test_it_has_frame_response_weights_design_effects_and_methods() -> None:
    text = report()
    assert "- Fieldwork: 2 March 2026 to 30 April 2026" in text
    assert f"| council | 400 | 300 | {COUNCILS} | {COUNCILS} | {COUNCILS / 4:.1f} |" in text
    # 120 of 230 eligible and 20 unknown; e = 230 of 240.
    assert "| RR1 | 44.0 |" in text
    assert "| RR6 | 52.2 |" in text
    assert "| e | 95.8 |" in text
    assert "| england | 500.00 | 500.00 |" in text
    assert "| Sum |" in text
    assert "Design effect of weighting (Kish)" in text
    assert "false discovery rate" in text
    assert "- all organisations" not in text
    assert "Frame: all organisations \\| known" in text
    assert text.count("SHA-256 ") == 2


def test_the_effective_base_is_that_of_the_weights() -> None:
    line = next(line for line in report().splitlines() if line.startswith("| Effective base"))
    before = [float(row["weight"]) for row in ROWS]
    kish = sum(before) ** 2 / sum(weight**2 for weight in before)
    assert f"{kish:.2f}" in line


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"contacts": {"complete": "119"}}, "wave.contacts has 119 interviews, and the data has 120"),
        ({"organisations": {"complete": "7"}}, "wave.organisations has 7 interviews, and the data has 120"),
        ({"frame_by_stratum": {"charity": "5"}}, "wave.frame_by_stratum has charity"),
    ],
)
def test_a_wave_that_contradicts_its_data_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BadSurvey, match=said):
        report(**changes)


def test_without_a_wave_there_is_no_report() -> None:
    with pytest.raises(FileFault, match="a technical report needs the part wave"):
        make_report(as_file(specification(1)), as_data(ROWS), place="s.json", data_place="d.csv")


def test_the_command_writes_it(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spec.json").write_bytes(as_file(specification(1, wave=WAVE)))
    (tmp_path / "data.csv").write_bytes(as_data(ROWS))
    files = [str(tmp_path / "spec.json"), str(tmp_path / "data.csv")]
    assert main(["tracker", "report", *files]) == 0
    assert capsys.readouterr().out.startswith("# A made-up survey: technical report\n")
    assert main(["tracker", "report", *files, "--out", str(tmp_path / "r.md")]) == 0
    assert main(["tracker", "report", *files, "--out", str(tmp_path / "r.md")]) == 2
