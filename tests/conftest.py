"""What every test stands on: an engine with the trail's triggers, and an actor for tests that change anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django.utils import timezone
from hypothesis import settings

from fourfold.ground.people import request_counts
from fourfold.ground.trail import installation
from fourfold.ground.trail.declaration import declared
from fourfold.hub.commands import demonstration
from tests.builders import once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

# How long one example takes says more about the machine than about the code: nothing is timed in a test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def _tables_can_be_emptied_between_tests() -> Iterator[None]:
    """Tests with a live server or their own transactions end by emptying every table, which the trail refuses. For that
    moment its triggers are away; no test's own code runs without them.
    """
    empty = vars(TransactionTestCase)["_fixture_teardown"]

    def with_triggers_away(case: Any) -> None:
        # A TestCase rolls back instead and never comes here: it has a method of its own.
        with installation.suspended(connection):
            empty(case)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", with_triggers_away)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_found_where_they_are_written() -> Iterator[None]:
    """So that pages can be tested before anything was collected."""
    plain = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=plain, WHITENOISE_AUTOREFRESH=True):
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    once.keep_together(items)


@pytest.fixture(scope="module")
def the_demonstration(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    # One quick hash for all: tests sign people in without their password.
    quick = make_password("nobody types this")

    def make() -> None:
        assert demonstration.make(at=timezone.now(), hash_of=lambda _: quick)

    with override_settings(FILES_DIR=tmp_path_factory.mktemp("files"), API_REQUESTS_A_MINUTE=10**9):
        yield from once.once_a_file(django_db_blocker, make)


@pytest.fixture
def in_one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test asks for counts as asked in one minute, also where the clock goes on to the next between two requests."""
    minute = request_counts.minute_of(timezone.now())
    monkeypatch.setattr(request_counts, "minute_of", lambda _: minute)
    request_counts.forget()


@pytest.fixture
def a_declared_actor(db: None) -> Iterator[None]:
    """The test may write; what it writes is by no one, for a test."""
    with declared(person=None, organisation=None, reason="For a test"):
        yield
