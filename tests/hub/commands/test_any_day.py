"""The demonstration is drawn from the day it is made on: whichever that is, it can be made and shows work to do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.hub.commands import demonstration
from fourfold.measure.models import Finding, FindingState
from fourfold.partner.models import Delivery, DeliveryState

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "day",
    [
        # Before a year's end, at its begin, on a day that most years do not have, as the financial year changes.
        datetime(2025, 12, 25, 9, tzinfo=UTC),
        datetime(2026, 1, 2, 9, tzinfo=UTC),
        datetime(2024, 2, 29, 23, 30, tzinfo=UTC),
        datetime(2026, 4, 5, 23, 30, tzinfo=UTC),
    ],
    ids=lambda day: f"{day:%Y-%m-%d}",
)
def test_it_is_made_on_any_day(day: datetime, settings: Settings, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path
    assert demonstration.make(at=day, hash_of=lambda _password: "!")
    with as_tenant(MAINTENANCE):
        states = set(Delivery.objects.values_list("state", flat=True))
        assert {DeliveryState.REPORTED, DeliveryState.ACCEPTED} <= states
        assert Finding.objects.filter(state=FindingState.ANSWERED).count() == 1
