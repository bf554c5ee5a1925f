"""Workers are real processes here, and are killed in the middle of what they do: nothing is lost and nothing done twice."""

from __future__ import annotations

import json
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = [sys.executable, "-m", "tests.ground.jobs.process"]
WORKERS = 3
# A lease is three seconds here: so long a killed worker's job waits for the next.
PATIENCE = 120.0


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of an installation with empty tables, on the engine that the tests run on."""
    environment = {**os.environ, "FOURFOLD_DATA_DIR": str(tmp_path_factory.mktemp("migrated"))}
    with a_database(os.environ.get("DATABASE_URL", "")) as url:
        environment["DATABASE_URL"] = url
        migrate = [sys.executable, "-m", "fourfold.config.command_line", "django", "migrate"]
        subprocess.run([*migrate, "--verbosity", "0"], env=environment, check=True)
        yield environment


@pytest.fixture
def site(migrated: dict[str, str], tmp_path: Path) -> Iterator[dict[str, str]]:
    """A copy of it for one test."""
    shutil.copytree(migrated["FOURFOLD_DATA_DIR"], tmp_path, dirs_exist_ok=True)
    with a_database(os.environ.get("DATABASE_URL", ""), like=migrated["DATABASE_URL"]) as url:
        yield {**migrated, "FOURFOLD_DATA_DIR": str(tmp_path), "DATABASE_URL": url}


@contextmanager
def a_database(server: str, *, like: str = "template1") -> Iterator[str]:
    """On PostgreSQL a fresh database, gone afterwards; the embedded one lies in the data directory."""
    if not server:
        yield ""
        return
    name = f"jobs_{secrets.token_hex(4)}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(like.rsplit("/", 1)[-1])))
        try:
            yield f"{server.rsplit('/', 1)[0]}/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def tell(site: dict[str, str], *words: str) -> dict[str, Any]:
    done = subprocess.run([*PROGRAM, *words], env=site, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def a_worker(site: dict[str, str], *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*PROGRAM, "work", "--poll", "0.1", *words], env=site, stderr=subprocess.DEVNULL)


def everything_left(number: int) -> list[str]:
    whole = [f"Job {count}" for count in range(0, number, 2)]
    return sorted([*whole, *(f"Job {count} {step}" for count in range(1, number, 2) for step in range(3))])


def work_and_kill(site: dict[str, str], number: int, *, kills: int) -> dict[str, Any]:
    """Three workers; every second or so one of them, chosen by chance, is killed and another started."""
    # Long enough that most are still to be done when a busy machine comes to the last kill.
    tell(site, "enqueue", str(number), "0.1")
    chance = random.Random(2026)  # noqa: S311  (which worker is killed is no secret)
    workers = [a_worker(site) for _ in range(WORKERS)]
    begun = time.monotonic()
    killed = 0
    try:
        while (stands := tell(site, "stands"))["queued"]:
            assert time.monotonic() - begun < PATIENCE + number / 5, stands
            if killed < kills:
                victim = chance.randrange(WORKERS)
                workers[victim].kill()
                workers[victim].wait()
                workers[victim] = a_worker(site)
                killed += 1
            time.sleep(chance.random())
    finally:
        for worker in workers:
            worker.terminate()
        ends = [worker.wait(timeout=30) for worker in workers]
    assert killed == kills, "the jobs were done before the workers were killed"
    assert ends == [0] * WORKERS
    return stands


def test_killing_workers_loses_nothing_and_does_nothing_twice(site: dict[str, str]) -> None:
    stands = work_and_kill(site, 200, kills=4)

    assert stands["states"] == {"done": 200}
    assert stands["left"] == everything_left(200)


@pytest.mark.soak
def test_killing_workers_in_the_middle_of_a_thousand_jobs(site: dict[str, str]) -> None:
    stands = work_and_kill(site, 1_000, kills=25)

    assert stands["states"] == {"done": 1_000}
    assert stands["left"] == everything_left(1_000)
    assert stands["begun_again"], "no worker was killed in the middle of a job"


def test_a_worker_that_is_asked_to_end_finishes_its_step_and_puts_the_job_back(site: dict[str, str]) -> None:
    tell(site, "enqueue", "2", "0.7")
    worker = a_worker(site)
    deadline = time.monotonic() + 30
    while "Job 1 0" not in tell(site, "stands")["left"]:
        assert time.monotonic() < deadline
    worker.terminate()

    assert worker.wait(timeout=20) == 0

    stands = tell(site, "stands")
    if stands["queued"]:
        assert a_worker(site, "--once").wait(timeout=30) == 0
        stands = tell(site, "stands")
    assert stands["states"] == {"done": 2}
    assert stands["left"] == everything_left(2)
    assert stands["begun_again"] == 0


@pytest.mark.skipif(os.name == "nt", reason="there a child keeps its parent's number")
def test_a_worker_ends_with_the_process_that_started_it(site: dict[str, str]) -> None:
    start = (
        "import os, subprocess, sys, time\n"
        "words = [*sys.argv[1:], 'work', '--poll', '0.1', '--beside', str(os.getpid())]\n"
        "print(subprocess.Popen(words, stderr=subprocess.DEVNULL).pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", start, *PROGRAM], env=site, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        tell(site, "enqueue", "1", "0")
        deadline = time.monotonic() + 30
        while tell(site, "stands")["queued"]:
            assert time.monotonic() < deadline
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        while alive(worker):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
