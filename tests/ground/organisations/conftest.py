from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from fourfold.ground.organisations.actions import reference_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def lists_loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[reference_lists.Loaded]:
    """The national lists, loaded once for a file of tests and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield reference_lists.load()
        transaction.set_rollback(True)
