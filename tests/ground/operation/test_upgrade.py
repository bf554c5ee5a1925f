"""A database of an earlier version is brought up to date without losing a row, a value or a link of its trail."""

from __future__ import annotations

import json
import lzma
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from gate import components
from tests.data.upgrade.make import SECRETS
from tests.ground.operation.installations import Installation, an_installation

STORED = Path(__file__).resolve().parents[2] / "data" / "upgrade"
EARLIER = sorted(STORED.glob(f"*_{connection.vendor}.sql.xz"))
# Django's own lists, which every migration brings up to date.
DJANGOS = {"django_migrations", "django_content_type", "auth_permission"}
# What a migration changed on purpose: (table, column) with the reason beside it. Empty as long as none did.
CHANGED: set[tuple[str, str]] = set()


def load(stored: Path, into: Installation) -> None:
    text = lzma.decompress(stored.read_bytes()).decode()
    if into.database_url:
        programs = components.find_postgresql()
        assert programs is not None
        subprocess.run(
            [str(programs / "psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", into.database_url],
            input=text,
            stdout=subprocess.DEVNULL,
            text=True,
            check=True,
        )
        return
    with closing(sqlite3.connect(into.data_dir / "fourfold.sqlite3")) as database:
        database.executescript(text)


def names_of_tables(of: Installation) -> list[str]:
    if of.database_url:
        asked = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    else:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return sorted(name for (name,) in of.ask(asked) if name not in DJANGOS)


def names_of_columns(of: Installation, table: str) -> list[str]:
    if of.database_url:
        asked = f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"  # noqa: S608
    else:
        asked = f"SELECT name FROM pragma_table_info('{table}')"  # noqa: S608
    return sorted(name for (name,) in of.ask(asked))


def values(of: Installation, table: str, columns: list[str]) -> list[tuple[Any, ...]]:
    listed = ", ".join(f'"{column}"' for column in columns)
    return of.ask(f'SELECT {listed} FROM "{table}"')  # noqa: S608


def test_there_is_an_earlier_version_to_come_from() -> None:
    assert [file.name for file in EARLIER][:1] == [f"0001_{connection.vendor}.sql.xz"]


@dataclass(frozen=True, slots=True)
class BroughtUp:
    """An earlier installation after its migrations; `before` by table its columns and rows as they were stored."""

    site: Installation
    before: dict[str, tuple[list[str], list[tuple[Any, ...]]]]
    heads: Path


@pytest.fixture(scope="module", params=EARLIER, ids=lambda file: file.name.split("_")[0])
def brought_up(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BroughtUp]:
    folder = tmp_path_factory.mktemp("upgrade")
    with an_installation(folder / "old") as empty:
        # With the secrets of the stored databases.
        old = replace(empty, variables=SECRETS)
        load(request.param, old)
        before = {
            table: (columns, values(old, table, columns))
            for table in names_of_tables(old)
            for columns in [[name for name in names_of_columns(old, table) if (table, name) not in CHANGED]]
        }
        heads = folder / "heads.json"
        heads.write_text(old.run("audit", "head").stdout)
        old.run("django", "migrate")
        yield BroughtUp(old, before, heads)


def test_nothing_is_lost_on_the_way(brought_up: BroughtUp) -> None:
    old, before = brought_up.site, brought_up.before
    assert len(before["ground_trailentry"][1]) > 1_000
    assert len(before["partner_delivery"][1]) > 20

    for table, (columns, rows) in before.items():
        assert set(columns) <= set(names_of_columns(old, table)), f"{table} lost a column"
        now = values(old, table, columns)
        # The trail may have grown; all that was there is there, as it was.
        missing = set(map(repr, rows)) - set(map(repr, now))
        assert not missing, f"{table}: {sorted(missing)[:3]}"
    verified = json.loads(old.run("audit", "verify", "--head", str(brought_up.heads)).stdout)
    assert (verified["faults"], verified["entries"] >= len(before["ground_trailentry"][1])) == ([], True)


def test_the_site_is_ready_afterwards_and_its_backup_comes_back(
    brought_up: BroughtUp, tmp_path: Path
) -> None:
    old = brought_up.site
    old.run("django", "collectstatic", "--no-input")

    examined = json.loads(old.run("doctor", "--json", code=2).stdout)

    # The stored database came without its evidence, and that is what the doctor finds.
    assert {finding["about"] for finding in examined if finding["level"] == "wrong"} == {"evidence"}
    made = json.loads(old.run("backup", str(tmp_path / "b"), "--check").stdout)
    assert len(made["missing"]) > 20
