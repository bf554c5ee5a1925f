from __future__ import annotations

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from gate.components import find_postgresql
from gate.postgres import throwaway_cluster


class Interrupted(Exception):
    pass


def test_the_cluster_serves_a_role_that_is_no_superuser_and_is_gone_however_the_tests_end() -> None:
    programs = find_postgresql()
    assert programs is not None, "./run test installs PostgreSQL, or says how"
    with pytest.raises(Interrupted), throwaway_cluster(programs) as url:  # noqa: PT012 - what happens inside is what the cluster must outlive
        with psycopg.connect(url) as connection:
            role = connection.execute(
                "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
        folder = _folder_of(urlsplit(url).port)
        assert folder.is_dir()
        raise Interrupted

    assert role == (False, False, True)
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def _folder_of(port: int | None) -> Path:
    """Where the cluster on this port lives, by the socket it keeps there."""
    return next(path.parent for path in Path(tempfile.gettempdir()).glob(f"fourfold-pg-*/.s.PGSQL.{port}"))
