"""The import contracts are worth what they catch: each is broken on purpose in a copy, and must say so."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# What is planted, where, and the contract that has to notice.
BREACHES = {
    "The storeys": ("define/queries/planted.py", "import fourfold.integrate.queries"),
    "Inside a storey": ("define/queries/planted_too.py", "import fourfold.define.actions"),
    "Inside ground": ("ground/places/planted.py", "import fourfold.ground.people"),
    "Rules are pure": ("measure/rules/planted.py", "import django.db"),
    "The tables of define": ("integrate/queries/planted.py", "import fourfold.define.models"),
    "The tables of integrate": ("partner/queries/planted.py", "import fourfold.integrate.models"),
    "The tables of partner": ("measure/queries/planted.py", "import fourfold.partner.models"),
    "The tables of measure": ("tracker/queries/planted.py", "import fourfold.measure.models"),
    "The tables of tracker": ("hub/queries/planted.py", "import fourfold.tracker.models"),
    "The tables of hub": ("config/planted.py", "import fourfold.hub.models"),
    "A room of ground": ("hub/queries/planted_too.py", "import fourfold.ground.models"),
}


def verdicts(copy: Path) -> dict[str, str]:
    """KEPT or BROKEN by the beginning of each contract's name."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    said = " ".join(done.stdout.split())
    names = [contract["name"] for contract in contracts()]
    assert all(name in said for name in names), done.stdout + done.stderr
    return {name: said.split(f"{name} ", 1)[1].split(maxsplit=1)[0] for name in names}


def contracts() -> list[dict[str, str]]:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text())
    found: list[dict[str, str]] = configuration["tool"]["importlinter"]["contracts"]
    return found


def test_every_contract_catches_its_breach(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "fourfold", tmp_path / "fourfold", ignore=shutil.ignore_patterns("__pycache__", "static")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path, line in BREACHES.values():
        (tmp_path / "fourfold" / path).write_text(f"{line}\n")

    found = verdicts(tmp_path)

    assert {next((start for start in BREACHES if name.startswith(start)), name) for name in found} == set(
        BREACHES
    )
    assert set(found.values()) == {"BROKEN"}


def test_a_package_that_has_no_place_in_the_plan_is_refused(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "fourfold", tmp_path / "fourfold", ignore=shutil.ignore_patterns("__pycache__", "static")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for place in ("utils", "define/helpers", "ground/common"):
        (tmp_path / "fourfold" / place).mkdir()
        (tmp_path / "fourfold" / place / "__init__.py").touch()

    broken = {name for name, verdict in verdicts(tmp_path).items() if verdict == "BROKEN"}

    assert {name.split(":")[0] for name in broken} >= {"The storeys", "Inside a storey", "Inside ground"}
