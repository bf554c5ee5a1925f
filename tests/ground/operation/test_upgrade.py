"""A database of an earlier version is brought up to date without losing a row, a value or a link of its trail."""

from __future__ import annotations

import json
import lzma
import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
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


# Each takes minutes, for it goes through every migration there was since; the very first is left to `./run soak`.
@pytest.fixture(
    scope="module",
    params=[
        pytest.param(file, id=name, marks=[pytest.mark.soak] if name == "0001" else [])
        for file in EARLIER
        for name in [file.name.split("_")[0]]
    ],
)
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


@pytest.mark.django_db
def test_it_has_the_tables_of_a_new_installation(brought_up: BroughtUp) -> None:
    """A new one is made in one step for each storey, an earlier one is led through every migration: to the same place."""
    with connection.cursor() as cursor:

        def of_the_new(asked: str) -> list[tuple[Any, ...]]:
            return list(cursor.execute(asked).fetchall())

        new = drawn_up(of_the_new)
    old = drawn_up(brought_up.site.ask)

    assert len(new) > 1_000
    assert old == new


def drawn_up(ask: Callable[[str], list[tuple[Any, ...]]]) -> set[str]:
    """Every column with its type, every constraint, index and trigger, in words of the engine."""
    if connection.vendor == "postgresql":
        columns = ask(
            "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, numeric_scale"
            " FROM information_schema.columns WHERE table_schema = 'public'"
        )
        rules = ask("SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint")
        indexes = ask("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'")
        triggers = ask("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {_without_casts(repr(tuple(each))) for each in (*columns, *rules, *indexes, *triggers)}
    made = [(kind, name, sql or "") for kind, name, sql in ask("SELECT type, name, sql FROM sqlite_master")]
    # A table says its columns in the order in which they came.
    lines = [f"{name}: {line}" for kind, name, sql in made if kind == "table" for line in sorted(parts(sql))]
    return {*lines, *(f"{kind} {name}: {sql}" for kind, name, sql in made if kind != "table")}


def _without_casts(words: str) -> str:
    """PostgreSQL writes the casts of a list, and their brackets, in another place once a database was stored and read back."""
    return re.sub(r"::[a-z ]+(\[\])?|[()\s]", "", words)


def parts(sql: str) -> list[str]:
    """What stands between the outer brackets of a CREATE TABLE, at each comma that is in no other bracket."""
    found, depth, quoted = [""], 0, False
    for letter in sql[sql.index("(") + 1 : sql.rindex(")")]:
        quoted ^= letter == "'"
        depth += 0 if quoted else {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth and not quoted:
            found.append("")
        else:
            found[-1] += letter
    return [part.strip() for part in found]
