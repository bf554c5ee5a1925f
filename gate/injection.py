"""`python -m gate.injection`: sqlmap over every form and parameter of the demonstration, signed in; it must find nothing.

sqlmap is run as a program of its own, fetched for the moment; nothing here imports it. Each address or form has so many
seconds. On SQLite, or on the database of DATABASE_URL, which must be empty. With words, only addresses that begin with
one of them: `python -m gate.injection /define/ /policies/`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
SQLMAP = "sqlmap==1.10.10"
SECONDS_EACH = 300
AT_A_TIME = 2
HOST = "127.0.0.1"

_PARAMETER = re.compile(r"testing for SQL injection on (.+?) parameter '([^']+)'")
_INJECTABLE = "sqlmap identified the following injection point"
_CLEAN = "all tested parameters do not appear to be injectable"
# It found nothing to put a value into, or was not let near it.
_NOTHING_TO_TEST = "no parameter(s) found for testing"


@dataclass(frozen=True, slots=True)
class Result:
    """`how` is clean, injectable, out of time, or what sqlmap said last."""

    target: str
    how: str
    parameters: frozenset[str]


def main(*beginnings: str) -> int:
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    program = sqlmap()
    if program is None:
        print("sqlmap cannot be fetched: neither uvx nor sqlmap is here.", file=sys.stderr)
        return 2
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fourfold-sqlmap-") as folder:
        results = examine(Path(folder), program, beginnings or ("/",))
    told = {
        "on": datetime.now(tz=UTC).date().isoformat(),
        "engine": "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite",
        "sqlmap": SQLMAP.partition("==")[2],
        "addresses and forms": len(results),
        "parameters": sum(len(result.parameters) for result in results),
        "how": dict(Counter(result.how for result in results)),
        "seconds": round(time.monotonic() - began),
    }
    print(json.dumps(told))
    found = [result for result in results if result.how == "injectable"]
    for result in found:
        print(f"INJECTABLE {result.target}", file=sys.stderr)
    for result in results:
        if result.how not in {"clean", "out of time", "injectable"}:
            print(f"{result.target}: {result.how}", file=sys.stderr)
    return 1 if found else 0


def sqlmap() -> list[str] | None:
    uvx = ROOT / ".tools" / "bin" / "uvx"
    found = str(uvx) if uvx.exists() else shutil.which("uvx")
    if found:
        return [found, "--quiet", "--from", SQLMAP, "sqlmap"]
    own = shutil.which("sqlmap")
    return [own] if own else None


def examine(folder: Path, program: list[str], beginnings: tuple[str, ...]) -> list[Result]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = str(probe.getsockname()[1])
    environment = {
        **os.environ,
        "FOURFOLD_DATA_DIR": str(folder / "data"),
        "FOURFOLD_PORT": port,
        "PYTHONPATH": str(ROOT),
    }
    _run(environment, "-m", "fourfold.config.command_line", "setup")
    said = _run(environment, "-m", "gate.injection_targets")
    found = [json.loads(line) for line in said.splitlines()]
    targets = [target for target in found if target["action"].startswith(beginnings)]
    server = subprocess.Popen(
        [
            str(BIN / "granian"),
            *("--interface", "wsgi", "--host", HOST, "--port", port, "--workers", str(AT_A_TIME)),
            *(
                "--blocking-threads",
                "64",
                "--no-ws",
                "--log-level",
                "error",
                "fourfold.config.wsgi:application",
            ),
        ],
        cwd=ROOT,
        env={**environment, "FOURFOLD_LOG_LEVEL": "ERROR"},
    )
    try:
        _wait_for(f"http://{HOST}:{port}/health/")
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            return list(
                pool.map(
                    lambda numbered: _one(program, folder, f"http://{HOST}:{port}", *numbered),
                    enumerate(targets),
                )
            )
    finally:
        server.terminate()
        server.wait(timeout=30)


def _run(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def _one(program: list[str], folder: Path, site: str, number: int, target: dict[str, Any]) -> Result:
    address, data = f"{site}{target['action']}", urlencode(target["fields"], safe="*")
    words = [
        *("--batch", "--disable-coloring", "--flush-session", "--skip-waf", "--level=1", "--risk=1"),
        *("--ignore-code=*", "--ignore-redirects", "--timeout=20", "--retries=1", "--technique=BEUST"),
        f"--dbms={'PostgreSQL' if os.environ.get('DATABASE_URL') else 'SQLite'}",
        *(f"--time-limit={SECONDS_EACH}", f"--output-dir={folder / 'sqlmap' / str(number)}"),
        # What holds the session and the form together is not what is looked for here.
        *("--cookie", target["cookies"], "--param-exclude=csrfmiddlewaretoken"),
    ]
    where = ["-u", f"{address}?{data}"] if target["method"] == "GET" else ["-u", address, "--data", data]
    began = time.monotonic()
    done = subprocess.run(
        [*program, *where, *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    result = Result(
        f"{target['method']} {target['action']} ({', '.join(target['fields'])})",
        how_it_ended(done.stdout + done.stderr, seconds=time.monotonic() - began),
        parameters_in(done.stdout),
    )
    print(f"{number} {result.how}: {result.target}", file=sys.stderr, flush=True)
    return result


def parameters_in(said: str) -> frozenset[str]:
    """Those that it put its values into, with where they stand: GET, POST, URI."""
    return frozenset(f"{place} {name}" for place, name in _PARAMETER.findall(said))


def how_it_ended(said: str, *, seconds: float) -> str:
    """When its time is over sqlmap ends without a word."""
    if _INJECTABLE in said:
        return "injectable"
    if _CLEAN in said:
        return "clean"
    if _NOTHING_TO_TEST in said:
        return "nothing to test"
    if seconds >= SECONDS_EACH:
        return "out of time"
    lines = [line for line in said.splitlines() if "CRITICAL" in line or "ERROR" in line]
    return lines[-1][:200] if lines else "no answer"


def _wait_for(address: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  # nosec B310  (our own server)
        except (OSError, urllib.error.URLError):
            if time.monotonic() > until:
                raise
            time.sleep(0.3)
        else:
            return


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
