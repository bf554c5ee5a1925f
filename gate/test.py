"""`./run test`: the gate, every test on the embedded database, and on PostgreSQL all that a database has a part in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile

from gate import components
from gate.check import ROOT, run_gate
from gate.postgres import ClusterFailed, throwaway_cluster

PYTEST = [sys.executable, "-m", "pytest", "-p", "gate.closing_words"]
TWO_AT_A_TIME = ["-n", "2", "--dist", "loadgroup"]
NOTHING_COLLECTED = 5
# Rules and values know of no database (import-linter holds them to it), so that another engine changes nothing
# in their tests; a browser sees the same pages on both.
WITHOUT_A_DATABASE = [
    "--ignore-glob=tests/*/rules",
    "--ignore=tests/ground/kernel",
    "--ignore=tests/journeys",
]


def run_pytest(arguments: list[str], database_url: str, earlier: list[str]) -> int:
    """Runs pytest with a data directory of its own; `earlier` is said again above its closing line."""
    with tempfile.TemporaryDirectory(prefix="fourfold-test-") as data_dir:
        environment = {
            **os.environ,
            "FOURFOLD_DATA_DIR": data_dir,
            "FOURFOLD_CHROMIUM": str(components.find_browser() or ""),
            "FOURFOLD_EARLIER": "\n".join(earlier),
            "DATABASE_URL": database_url,
        }
        return subprocess.run([*PYTEST, *arguments], cwd=ROOT, env=environment, check=False).returncode


def on_postgresql(arguments: list[str], earlier: list[str]) -> int:
    programs = components.find_postgresql()
    if programs is None:
        raise ClusterFailed(components.how_to_install([components.POSTGRESQL]))
    with throwaway_cluster(programs) as url:
        return run_pytest(arguments, url, earlier)


def main(chosen: list[str]) -> int:
    # A terminated run still stops its cluster.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    still_missing = components.install_missing()
    if still_missing:
        print(components.how_to_install(still_missing), file=sys.stderr)
        return 2
    earlier: list[str] = []
    if not chosen:
        print("== The gate", flush=True)
        failed = run_gate()
        if failed:
            earlier.append(f"The gate failed: {', '.join(failed)}.")
    everything = chosen or [*TWO_AT_A_TIME, "-m", "not soak"]
    print("\n== Tests on SQLite", flush=True)
    first = run_pytest(everything, "", earlier)
    if first:
        earlier.append(f"On SQLite pytest ended with exit status {first}: see above.")
    print("\n== Tests on PostgreSQL", flush=True)
    try:
        second = on_postgresql([*everything, *WITHOUT_A_DATABASE], earlier)
    except ClusterFailed as problem:
        print(f"PostgreSQL could not be started. {problem}", file=sys.stderr)
        return 1
    if chosen and not first and second == NOTHING_COLLECTED:
        # What was chosen is what PostgreSQL is not asked for.
        second = 0
    return 1 if second or earlier else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
