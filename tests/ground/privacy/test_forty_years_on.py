"""The whole demonstration, long after: everything that has a time is over, on every table of every storey at once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Person
from fourfold.ground.privacy import disposal
from fourfold.ground.privacy.record import Disposal, processing
from fourfold.ground.trail.chain import chain_all
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.verify import verify
from fourfold.hub.commands import demonstration

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django.fixtures import Settings

LATER = date(2066, 11, 23)


@pytest.mark.django_db
def test_what_is_over_goes_everywhere_and_pages_and_chain_still_stand(
    settings: Settings, tmp_path: Path, client: Client
) -> None:
    settings.FILES_DIR = tmp_path / "files"
    once = make_password("nobody types this")
    assert demonstration.make(at=timezone.now(), hash_of=lambda _: once)
    chain_all()

    gone = disposal.dispose(on=LATER, at=datetime(2066, 11, 23, 3, tzinfo=UTC))

    kinds = {one.line.key for one in gone}
    assert {"deliveries", "confirmations", "verifications", "scores", "bid-answers"} <= kinds
    with as_tenant(MAINTENANCE):
        for line in processing().values():
            if line.disposal is Disposal.EMPTIED:
                columns = disposal.emptied_columns(line)
                rows = apps.get_model(line.table)._base_manager.exclude(**{f"{line.since}__isnull": True})
                left = {text for values in rows.values_list(*columns) for text in values}
                assert left <= {"", disposal.REMOVED}, line.key
    chain_all()
    assert verify().intact
    with declared(person=None, organisation=None, reason="Signed in for a test"):
        client.force_login(Person.objects.get(name="Priya Nair"))
    for address in ("/", "/contracts/", "/measure/", "/integrate/", "/data-protection/disposals/"):
        assert client.get(address).status_code == 200, address
