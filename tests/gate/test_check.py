from __future__ import annotations

import sys

import pytest

from gate import check


def test_one_failing_step_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    python = sys.executable.rsplit("/", 1)[-1]
    steps = {
        "breaks": [python, "-c", "print('here is why'); raise SystemExit(3)"],
        "holds": [python, "-c", "print('nobody needs to read this')"],
    }
    monkeypatch.setattr(check, "STEPS", steps)

    failed = check.run_gate()

    said = capsys.readouterr().out
    assert failed == ["breaks"]
    assert "here is why" in said
    assert "nobody needs to read this" not in said
    assert said.endswith("The gate: 1 of 2 steps passed, not: breaks.\n")
