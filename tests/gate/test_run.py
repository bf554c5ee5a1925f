from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.skipif(os.name == "nt", reason="there one process cannot become another")
def test_serving_starts_a_worker_that_ends_with_the_server(tmp_path: Path) -> None:
    """Everything that `run` fetches is stood in for by programs that write down how they were started."""
    tells = (
        f"#!{sys.executable}\nimport os, sys, time\n"
        "open(sys.argv[0] + '.told', 'w').write(' '.join([str(os.getpid()), *sys.argv[1:]]))\n"
    )
    for name, program in {
        ".tools/bin/uv": f"#!{sys.executable}\n",
        ".venv/bin/granian": f"{tells}time.sleep(2)\n",
        ".venv/bin/fourfold": tells,
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(program)
        file.chmod(0o755)
    shutil.copy(ROOT / "run", tmp_path)
    [line] = [one for one in (ROOT / "run").read_text().splitlines() if one.startswith("UV_VERSION")]
    version = line.split('"')[1]
    (tmp_path / ".tools" / f"uv-{version}.dist-info").mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])

    done = subprocess.run(
        [sys.executable, str(tmp_path / "run"), "serve"],
        env={**os.environ, "FOURFOLD_PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    server = (tmp_path / ".venv/bin/granian.told").read_text().split()
    assert server[server.index("--port") + 1] == port
    worker = (tmp_path / ".venv/bin/fourfold.told").read_text().split()
    assert worker[1:] == ["work", "--beside", server[0]]


def test_a_port_that_is_none_is_refused() -> None:
    done = run("serve", FOURFOLD_PORT="eighty")

    assert done.returncode == 2
    assert "FOURFOLD_PORT is 'eighty'" in done.stderr
