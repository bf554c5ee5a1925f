from __future__ import annotations

import pytest

from tests.ground.jobs import kinds


@pytest.fixture(autouse=True)
def _kinds_to_test_with() -> None:
    kinds.register_all()
