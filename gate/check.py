"""The gate: every check that needs no test runner, two at a time, all of them even when one fails."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
# Types take longest and so begin first.
STEPS = {
    "types": ["mypy"],
    "imports": ["lint-imports", "--no-cache"],
    "format": ["ruff", "format", "--check", "--quiet", "--output-format=concise", "."],
    "lint": ["ruff", "check", "--quiet", "--output-format=concise", "."],
    "dependencies": ["deptry", "."],
    "security": [
        "bandit",
        "--quiet",
        "--recursive",
        "--configfile",
        "pyproject.toml",
        "fourfold",
        "gate",
        "run",
    ],
    "settings": ["fourfold", "django", "check", "--fail-level", "WARNING"],
    "migrations": ["fourfold", "django", "makemigrations", "--check", "--dry-run"],
    "parameters": ["python", "-m", "gate.parameters"],
    "states": ["python", "-m", "gate.states", "--check"],
    "api": ["python", "-m", "gate.api", "--check"],
    "links": ["python", "-m", "gate.links"],
}


@dataclass(frozen=True, slots=True)
class Outcome:
    step: str
    seconds: float
    passed: bool
    said: str


def run_step(step: str, data_dir: str) -> Outcome:
    program, *arguments = STEPS[step]
    # A data directory and a database of its own: the gate never touches what someone entered into the demonstration.
    environment = {**os.environ, "FOURFOLD_DATA_DIR": data_dir, "DATABASE_URL": ""}
    began = time.monotonic()
    done = subprocess.run(
        [str(BIN / program), *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(step, time.monotonic() - began, done.returncode == 0, done.stdout.rstrip())


def run_gate() -> list[str]:
    """Runs every step, prints each with its seconds and what a failing one said, and returns the names of those that failed."""
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="fourfold-gate-") as data_dir, ThreadPoolExecutor(2) as pool:
        for outcome in pool.map(lambda step: run_step(step, data_dir), STEPS):
            print(
                f"{'passed' if outcome.passed else 'FAILED'}  {outcome.step:<13}{outcome.seconds:6.1f} s",
                flush=True,
            )
            if not outcome.passed:
                failed.append(outcome.step)
                print(outcome.said or "(it said nothing)", end="\n\n", flush=True)
    print(
        f"The gate: {len(STEPS) - len(failed)} of {len(STEPS)} steps passed{', not: ' + ', '.join(failed) if failed else ''}."
    )
    return failed


if __name__ == "__main__":
    sys.exit(1 if run_gate() else 0)
