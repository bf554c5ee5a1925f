"""What every test stands on: an engine with the trail's triggers, and an actor for tests that change anything."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.test import TransactionTestCase, override_settings
from django.utils import timezone
from hypothesis import settings

from fourfold.ground.trail import installation
from fourfold.ground.trail.declaration import declared
from fourfold.hub.commands import demonstration

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
    """Tests of one file that read the demonstration go to one process, so that it is made there once."""
    for item in items:
        if "the_demonstration" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.fixture(scope="module")
def the_demonstration(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Made once for a file's tests, for it takes seconds. What a test changes is undone after it, the rest after the last.

    A file that uses it has no test that needs empty tables or transactions of its own.
    """
    # One quick hash for all: tests sign people in without their password.
    once = make_password("nobody types this")
    # As for Django's own test case: what demands an outermost transaction is let in.
    whole: Any = transaction.atomic()
    whole._from_testcase = True
    with (
        override_settings(FILES_DIR=tmp_path_factory.mktemp("files"), API_REQUESTS_A_MINUTE=10**9),
        ExitStack() as to_the_end,
    ):
        with django_db_blocker.unblock():
            to_the_end.enter_context(whole)
            assert demonstration.make(at=timezone.now(), hash_of=lambda _: once)
        # A test that does not ask for the database cannot write into what the others read.
        yield
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            to_the_end.close()


@pytest.fixture
def a_declared_actor(db: None) -> Iterator[None]:
    """The test may write; what it writes is by no one, for a test."""
    with declared(person=None, organisation=None, reason="For a test"):
        yield
