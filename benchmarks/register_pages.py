"""Whether the pages and files of a register cost the same with 100 entries behind them and with 100,000.

Two organisations in one database: one has 100 entries and 100 payments, the other as many as `--entries` says. The pages
are asked for in turn through the whole application; seconds are of the processor. Each file is written by a program of its
own, so that its memory is its own. With DATABASE_URL set to an empty database of PostgreSQL it is measured there.

`./run bench register_pages` prints two tables.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MOST = 1.5
_INSIDE = "import django; django.setup(); from benchmarks.registers import asked; "


def _alone(data_dir: str, what: str) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603  (this program, with words of its own)
        [sys.executable, "-c", f"{_INSIDE}asked.{what}"],
        cwd=ROOT,
        env={
            **os.environ,
            "FOURFOLD_DATA_DIR": data_dir,
            "DATABASE_URL": os.environ.get("DATABASE_URL", ""),
            "DJANGO_SETTINGS_MODULE": "fourfold.config.settings",
        },
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="./run bench register_pages",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--entries", type=int, default=100_000, help="how many entries, and payments (100,000)"
    )
    parser.add_argument("--rounds", type=int, default=9, help="how often each page is asked for (9)")
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="fourfold-pages-") as data_dir:
        pages = _alone(data_dir, f"pages({given.entries}, {given.rounds})")
        print(f"| page | ms of 100 | ms of {given.entries:,} | ratio |\n|---|--:|--:|--:|")
        worst = 0.0
        for name, (few, many) in pages.items():
            print(f"| {name} | {few * 1000:.1f} | {many * 1000:.1f} | {many / few:.2f} |")
            worst = max(worst, many / few)
        print(
            f"\n| file of {given.entries:,} | MB | seconds | peak of memory, MB | before it, MB |\n|---|--:|--:|--:|--:|"
        )
        for form in ("csv", "xlsx", "json"):
            found = _alone(data_dir, f"written({form!r})")
            print(
                "| {form} | {size:.0f} | {seconds:.0f} | {peak:.0f} | {before:.0f} |".format(
                    form=form, **found
                )
            )
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
