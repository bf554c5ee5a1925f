"""A real server, whose database goes away: it says so, keeps nothing by halves, and comes back by itself."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from email.message import Message
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.ground.operation.installations import ROOT, Installation

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="The embedded database is in the process that would miss it."
)


class Served:
    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def get(self, path: str) -> tuple[int, str, Message]:
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=60) as answer:  # noqa: S310  (of our own server)
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode(), refused.headers


@pytest.fixture
def served(council: Installation, tmp_path: Path) -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            [
                str(Path(sys.executable).parent / "granian"),
                *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"),
                *("--blocking-threads", "2", "--no-ws", "--log-level", "warning"),
                "fourfold.config.wsgi:application",
            ],
            env={**council.environment, "FOURFOLD_LOG": "json"},
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
    try:
        site = Served(port)
        for _ in range(100):
            try:
                if site.get("/health/")[0] == 200:
                    break
            except urllib.error.URLError:
                time.sleep(0.2)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=20)


OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def test_connections_that_died_unnoticed_are_replaced(council: Installation, served: Served) -> None:
    assert served.get("/sign-in/")[0] == 200
    assert served.get("/organisations/NOSUCHREF0/")[0] in {200, 404}
    with closing(psycopg.connect(council.database_url, autocommit=True)) as other:
        ended = other.execute(f"SELECT pg_terminate_backend(pid) {OTHERS}").fetchall()
    assert ended

    assert [served.get("/")[0] for _ in range(4)] == [200, 200, 200, 200]


def test_a_request_whose_database_goes_away_is_answered_and_the_next_one_is_well(
    council: Installation, served: Served, tmp_path: Path
) -> None:
    assert served.get("/ready/")[0] == 200
    answers: list[tuple[int, str, Message]] = []
    with closing(psycopg.connect(council.database_url)) as holder:
        # A page that has to wait for a lock is a page in the middle of its work.
        holder.execute(
            "LOCK TABLE django_session, ground_share, ground_organisation IN ACCESS EXCLUSIVE MODE"
        )
        waiting = threading.Thread(target=lambda: answers.append(served.get("/")))
        waiting.start()
        with closing(psycopg.connect(council.database_url, autocommit=True)) as other:
            stuck: list[tuple[object, ...]] = []
            for _ in range(100):
                stuck = other.execute(
                    f"SELECT pg_terminate_backend(pid) {OTHERS} AND wait_event_type = 'Lock'"
                ).fetchall()
                if stuck:
                    break
                time.sleep(0.1)
        assert stuck
        waiting.join(timeout=60)
        holder.rollback()

    status, page, headers = answers[0]
    assert (status, headers["Retry-After"]) == (503, "60")
    assert "The service is not available just now" in page
    assert served.get("/")[0] == 200
    assert served.get("/ready/")[0] == 200
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    (error,) = [line for line in lines if line["level"] == "error"]
    assert error["request"] == headers["X-Request-Id"]
    assert "OperationalError" in error["error"]
