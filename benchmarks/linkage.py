"""How long it takes to link the suppliers of three councils to 470 councils and 1,612 landlords, and how often it is right.

Ours against likeness of whole names in the same normal form, by the same labels, in one thread; the ways take turns. The run
fails where ours is below its bar.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_INSIDE = "import django; django.setup(); from benchmarks.suppliers.inside import main; "


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run bench linkage", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often the ways take turns (5)")
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="fourfold-bench-") as data_dir:
        own = {"FOURFOLD_DATA_DIR": data_dir, "DATABASE_URL": ""}
        done = subprocess.run(  # noqa: S603  (this program, with what was read as a number)
            [sys.executable, "-c", f"{_INSIDE}main({given.rounds})"],
            cwd=ROOT,
            env={**os.environ, **own, "DJANGO_SETTINGS_MODULE": "fourfold.config.settings"},
            check=False,
        )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
