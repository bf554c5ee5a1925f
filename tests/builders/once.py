"""What takes seconds to make is made once for the tests of a file."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final, TypeVar

import pytest
from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_django.plugin import DjangoDbBlocker

Made = TypeVar("Made")

# Fixtures that do it. Tests of one file that use them go to one process, so that it is made there and nowhere else.
ONCE_A_FILE: Final = frozenset({"lists_loaded", "the_demonstration"})


def once_a_file(blocker: DjangoDbBlocker, make: Callable[[], Made]) -> Iterator[Made]:
    """What a fixture of scope "module" that wants `django_db_setup` yields from.

    What a test changes is undone after it, and what was made after the last. Such a file has no test that needs empty
    tables or transactions of its own; one that does not ask for the database cannot write into what the others read.
    """
    # As for Django's own test case: what demands an outermost transaction is let in.
    whole: Any = transaction.atomic()
    whole._from_testcase = True
    with ExitStack() as to_the_end:
        with blocker.unblock():
            to_the_end.enter_context(whole)
            made = make()
        yield made
        with blocker.unblock():
            transaction.set_rollback(True)
            to_the_end.close()


def keep_together(items: list[pytest.Item]) -> None:
    for item in items:
        if ONCE_A_FILE & {*getattr(item, "fixturenames", ())}:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
