from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "run"), *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_unknown_verb_is_refused_and_the_known_ones_are_told() -> None:
    done = run("tset")

    assert done.returncode == 2
    assert "does not know 'tset'" in done.stderr
    assert "./run test" in done.stderr


def test_help_names_every_verb() -> None:
    done = run("--help")

    assert done.returncode == 0
    assert all(
        f"./run {verb}" in done.stdout for verb in ("serve", "test", "check", "bench", "soak", "fourfold")
    )


def test_a_taken_port_is_said_before_anything_is_installed_or_served() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run("serve", FOURFOLD_PORT=port)

    assert done.returncode == 2
    assert f"Port {port} on 127.0.0.1 cannot be used" in done.stderr
    assert "FOURFOLD_PORT=8001 ./run" in done.stderr


def test_a_port_that_is_none_is_refused() -> None:
    done = run("serve", FOURFOLD_PORT="eighty")

    assert done.returncode == 2
    assert "FOURFOLD_PORT is 'eighty'" in done.stderr
