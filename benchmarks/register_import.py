"""How fast a register of contracts is read and taken in, in how much memory, and whether its list answers as fast with it.

The contracts are drawn: a buyer, a supplier, a tender, an award and a contract each, some 1.6 kB, as a release package on
disk. Seconds are of one core, whatever else the machine does. Reading is a program of its own, so that its memory is
its own; taking in is another, on an embedded database, through the same code as `fourfold import ocds`.

`./run bench register_import` prints a table; `--contracts` says how many, `--written` how many of them are taken into a database.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.registers.drawn import write_notices, write_register

ROOT = Path(__file__).resolve().parents[1]
LEAST_A_SECOND, MOST_MEGABYTES = 2_000, 500
_INSIDE = "import django; django.setup(); from benchmarks.registers import inside; "


def _alone(what: str, file: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="fourfold-bench-") as data_dir:
        done = subprocess.run(  # noqa: S603  (this program, with a file of its own)
            [sys.executable, "-c", f"{_INSIDE}inside.{what}({str(file)!r})"],
            cwd=ROOT,
            env={
                **os.environ,
                "FOURFOLD_DATA_DIR": data_dir,
                "DATABASE_URL": "",
                "DJANGO_SETTINGS_MODULE": "fourfold.config.settings",
            },
            stdout=subprocess.PIPE,
            check=True,
        )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="./run bench register_import",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--contracts", type=int, default=100_000, help="how many are read (100,000)")
    parser.add_argument(
        "--written", type=int, default=100_000, help="how many are taken in (100,000); 0: none"
    )
    parser.add_argument(
        "--notices", type=int, default=10_000, help="how many notices of portals are read (10,000); 0: none"
    )
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="fourfold-register-") as folder:
        file = Path(folder) / "register.json"
        write_register(file, given.contracts)
        print(f"{given.contracts:,} contracts, {file.stat().st_size / 1024**2:.0f} MB")
        found = _alone("read", file)
        print(f"read: {found['a_second']:,.0f} a second of one core, {found['megabytes']:.0f} MB at most")
        if given.notices:
            write_notices(file, given.notices)
            large = _alone("read", file)
            print(
                f"notices of portals: {given.notices:,}, {file.stat().st_size / given.notices / 1000:.1f} kB each, "
                f"{large['a_second']:,.0f} a second of one core, {large['megabytes']:.0f} MB at most"
            )
        if given.written:
            write_register(file, given.written)
            taken = _alone("take", file)
            print(
                f"taken in: {taken['count']:,} contracts, {taken['a_second']:,.0f} a second of one core, "
                f"{taken['megabytes']:.0f} MB at most"
            )
            print(
                f"list of 100: {taken['list_of_few'] * 1000:.0f} ms; of {taken['count']:,}: {taken['list_of_all'] * 1000:.0f} ms"
            )
    return int(found["a_second"] < LEAST_A_SECOND or found["megabytes"] > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
