from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fourfold.ground.organisations.actions import reference_lists
from tests.builders.once import once_a_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def lists_loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[reference_lists.Loaded]:
    yield from once_a_file(django_db_blocker, reference_lists.load)
