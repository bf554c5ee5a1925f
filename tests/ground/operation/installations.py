"""Whole installations, each with a data directory and a database of its own, run as their operator would: by command."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
SECRET_KEY = "a-secret-key-of-nobody-that-is-long-enough"
SEALING_SECRET = "a-sealing-secret-of-nobody-long-enough"


@dataclass(frozen=True)
class Installation:
    data_dir: Path
    database_url: str
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("FOURFOLD_")},
            "FOURFOLD_DATA_DIR": str(self.data_dir),
            "DATABASE_URL": self.database_url,
            "PYTHONPATH": str(ROOT),
            **self.variables,
        }

    def run(self, *words: str, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "fourfold.config.command_line", *words],
            env={**self.environment, **environment},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, f"{words} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def python(self, program: str, *words: str) -> str:
        """What `program` prints, run with Django set up as this installation."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{program}", *words],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "fourfold.config.settings"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Plain SQL, past all walls of Python; on PostgreSQL as maintenance."""
        if self.database_url:
            with psycopg.connect(self.database_url, options="-c fourfold.tenant=-1") as database:
                return database.execute(question).fetchall()
        import sqlite3

        with closing(sqlite3.connect(self.data_dir / "fourfold.sqlite3")) as embedded:
            return embedded.execute(question).fetchall()


@contextmanager
def an_installation(data_dir: Path) -> Iterator[Installation]:
    """An empty one, on the engine that the tests run on."""
    data_dir.mkdir(parents=True, exist_ok=True)
    if connection.vendor != "postgresql":
        yield Installation(data_dir, "")
        return
    given = connection.settings_dict
    name = f"operation_{secrets.token_hex(6)}"
    server = f"postgres://{given['USER']}:{quote(given['PASSWORD'])}@{given['HOST']}:{given['PORT']}"
    with closing(psycopg.connect(f"{server}/postgres", autocommit=True)) as database:
        database.execute(f"CREATE DATABASE {name}")
        try:
            yield Installation(data_dir, f"{server}/{name}")
        finally:
            # As in a rehearsal, without force: nobody but a superuser ends the server's own cleaning.
            database.execute(f"DROP DATABASE {name}")
