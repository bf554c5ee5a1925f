"""Alive, ready and in numbers: answered whoever asks, and when everything else is broken."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from fourfold.ground.operation import vital
from fourfold.ground.trail import installation
from fourfold.ground.web import errors

TOKEN = "a-token-of-nobody-that-is-long-enough"


@pytest.fixture(autouse=True)
def _a_data_directory(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.FILES_DIR = tmp_path, tmp_path / "files"
    settings.LEAST_FREE_BYTES = 0


def not_ready(client: Client) -> set[str]:
    answer = client.get("/ready/")
    told = answer.json()
    faults = {name for name, how in told["checks"].items() if how != "ok"}
    assert answer.status_code == (503 if faults else 200)
    assert told["ready"] is not bool(faults)
    return faults


def test_health_asks_nothing_of_the_database_the_host_or_https(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    # No `db` fixture: a question to the database would fail this test.
    answer = Client().get("/health/", headers={"Host": "10.0.0.7"})

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"
    assert Client().post("/health/").status_code == 405


@pytest.mark.django_db
def test_ready_when_everything_stands(client: Client) -> None:
    assert not_ready(client) == set()


@pytest.mark.django_db
def test_not_ready_without_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        message = "connection to server at 10.1.1.1, user secretive failed"
        raise OperationalError(message)

    monkeypatch.setattr(connection, "cursor", away)
    monkeypatch.setattr(connection, "close", lambda: None)

    assert not_ready(client) == {"database"}
    assert "secretive" not in client.get("/ready/").content.decode()


@pytest.mark.django_db
def test_not_ready_before_migrations_are_applied(client: Client) -> None:
    last = max(name for app, name in vital.migrations_to_have() if app == "measure")
    MigrationRecorder(connection).record_unapplied("measure", last)

    assert not_ready(client) == {"migrations"}
    assert f"measure.{last}" in vital.migrations().words


@pytest.mark.django_db
def test_a_database_of_a_newer_program_is_looked_at(client: Client) -> None:
    MigrationRecorder(connection).record_applied("ground", "9999_of_the_future")

    assert not_ready(client) == set()
    assert vital.migrations().level == "look"


@pytest.mark.django_db
def test_not_ready_without_a_trigger(client: Client) -> None:
    with connection.cursor() as cursor:
        name = "fourfold_trail" if connection.vendor == "postgresql" else "fourfold_update_ground_place"
        cursor.execute(
            f"DROP TRIGGER {name}" + (" ON ground_place" if connection.vendor == "postgresql" else "")
        )
    try:
        assert not_ready(client) == {"triggers"}
        assert "ground_place" in vital.triggers().words
    finally:
        installation.install(connection)


@pytest.mark.django_db
def test_not_ready_where_nothing_can_be_written(client: Client, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    settings.FILES_DIR = tmp_path / "a file"

    assert not_ready(client) == {"data directory"}


@pytest.mark.django_db
def test_not_ready_when_the_disk_is_nearly_full(client: Client, settings: Settings) -> None:
    settings.LEAST_FREE_BYTES = 10**18

    assert not_ready(client) == {"disk"}


@pytest.mark.django_db
def test_a_disk_that_fills_is_looked_at_before(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LEAST_FREE_BYTES = shutil.disk_usage(settings.DATA_DIR).free // 2

    assert vital.disk().level == "look"


def test_there_are_no_numbers_without_a_token(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.fixture
def _numbers(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.METRICS_TOKEN = TOKEN
    settings.METRICS_DIR = tmp_path_factory.getbasetemp() / "metrics"


@pytest.mark.usefixtures("_numbers")
@pytest.mark.parametrize("sent", ["", "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer é"])
def test_numbers_are_for_those_who_hold_the_token(client: Client, sent: str) -> None:
    answer = client.get("/metrics", headers={"Authorization": sent})

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="metrics"')
    assert b"fourfold_" not in answer.content


def value(client: Client, name: str, **labels: str) -> float:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    samples = [
        sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    ]
    return sum(samples)


@pytest.mark.django_db
@pytest.mark.usefixtures("_numbers")
def test_requests_are_counted_by_the_name_of_their_address(client: Client) -> None:
    before = value(client, "fourfold_requests_total", route="organisation", method="GET", status="404")
    seconds = value(client, "fourfold_request_seconds_count", route="organisation")
    client.get("/organisations/NOSUCHREF0/")
    client.get("/organisations/NOSUCHREF1/")
    # Refused by its method, before anybody asks whose address it is.
    client.generic("BREW", "/organisations/NOSUCHREF1/")

    counted = value(client, "fourfold_requests_total", route="organisation", method="GET")
    assert counted - before == 2.0
    assert value(client, "fourfold_request_seconds_count", route="organisation") - seconds == 2.0
    assert value(client, "fourfold_requests_total", method="other") >= 1.0
    assert value(client, "fourfold_requests_total", method="BREW") == 0.0
    assert value(client, "fourfold_ready", check="data_directory") == 1.0
    assert value(client, "fourfold_trail_unchained_entries") >= 0.0


def test_the_numbers_of_several_workers_are_added_up_and_those_of_an_earlier_run_left(tmp_path: Path) -> None:
    work = (
        "import django; django.setup()\n"
        "from fourfold.ground.operation import metrics\n"
        "metrics.count_request(route='home', method='GET', status=200, seconds=0.1)\n"
        "print('counted', flush=True); input()\n"
        "print(metrics.exposition().decode() if input() == 'tell' else '')\n"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "fourfold.config.settings",
        "FOURFOLD_DATA_DIR": str(tmp_path),
        "FOURFOLD_METRICS_TOKEN": TOKEN,
        "DATABASE_URL": "",
    }

    def workers(words: list[str]) -> list[str]:
        started = [
            subprocess.Popen(
                [sys.executable, "-c", work],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in words
        ]
        for worker in started:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "counted\n"
        return [
            worker.communicate(f"\n{word}\n", timeout=60)[0]
            for worker, word in zip(started, words, strict=True)
        ]

    counted = 'fourfold_requests_total{method="GET",route="home",status="200"} %.1f'
    assert counted % 2 in workers(["tell", "be quiet"])[0]
    assert counted % 1 in workers(["tell"])[0]


@pytest.mark.parametrize(
    ("cause", "status", "said"),
    [
        (ValueError("x"), 500, "Something went wrong"),
        (OperationalError("gone"), 503, "not available just now"),
        (OSError(errno.ENOSPC, "No space left on device"), 503, "no room left"),
        (OSError(errno.EPERM, "not permitted"), 500, "Something went wrong"),
        (DatabaseError("syntax"), 500, "Something went wrong"),
    ],
)
def test_a_failure_says_whether_it_is_worth_trying_again(
    cause: Exception, status: int, said: str, rf: Any
) -> None:
    try:
        raise cause
    except type(cause):
        answer = errors.broken(rf.get("/"))

    assert answer.status_code == status
    assert said in answer.content.decode()
    assert ("Retry-After" in answer) is (status == 503)


def test_a_full_disk_under_the_embedded_database_is_told_apart(rf: Any) -> None:
    import sqlite3

    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA max_page_count = 2")
    said = ""
    try:
        try:
            database.executescript("CREATE TABLE a (b); INSERT INTO a VALUES (zeroblob(100000));")
        except sqlite3.OperationalError as full:
            raise OperationalError(str(full)) from full
    except OperationalError:
        said = errors.broken(rf.get("/")).content.decode()

    assert "no room left" in said
