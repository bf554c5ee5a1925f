"""The share considered, and the pipeline, on their pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import consideration, procurements
from fourfold.integrate.exchange.ocds_import import import_ocds
from fourfold.integrate.models import Procurement
from tests.builders.browsing import signed_in, words
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import a_buyer, considered, details
from tests.integrate.exchange.test_ocds_import import AT, a_release

pytestmark = pytest.mark.django_db


def tender(title: str, description: str = "", **more: object) -> dict[str, Any]:
    return {"tender": {"id": "t", "title": title, "description": description, **more}}


def test_of_what_is_run_here_and_of_what_was_imported_the_shares_stand_apart() -> None:
    by = a_buyer(Role.COMMISSIONER)
    with as_tenant(by.organisation_id):
        for title, kind in (("Repairs", "works"), ("Roofs", "works"), ("Meals", "services")):
            one = procurements.start(by=by, details=details(title, kind=kind))
            if title == "Roofs":
                consideration.record(by=by, procurement=one, considered=considered(), on=TODAY)
    pounds = {"value": {"amount": 30_000, "currency": "GBP"}, "mainProcurementCategory": "works"}
    euros = {"value": {"amount": 10**6, "currency": "EUR"}, "mainProcurementCategory": "works"}
    releases = [
        a_release("ocds-abc123-1", **tender("A", "Social value counts.", **pounds)),
        a_release("ocds-abc123-2", **tender("B", "Only price counts.", **euros)),
        a_release("ocds-abc123-3", **tender("C", "", **pounds)),
    ]
    content = json.dumps({"releases": releases}).encode()
    import_ocds(
        by=None,
        organisation=Organisation.objects.get(pk=by.organisation_id),
        content=content,
        name="r",
        at=AT,
    )
    client = signed_in(by)

    page = words(client.get("/integrate/share-considered/"))
    assert "33% have a consideration on record" in page
    assert "50% mention social value in the notice" in page
    assert "Works 1 1 1 1 1" in page
    assert "Services 0 1 0 0 0" in page
    page = words(client.get("/integrate/share-considered/?by=size&in=value"))
    assert "100% mention social value in the notice, by value" in page
    assert "Value not known £0 £0 £0 £0 £0" in page
    assert "1 procurement without a known value in pounds is in none of these sums" in page
    for group in ("service", "year"):
        assert client.get(f"/integrate/share-considered/?by={group}").status_code == 200


def test_the_pipeline_shows_what_is_due_at_each_stage_and_from_whom() -> None:
    by = a_buyer(Role.COMMISSIONER)
    with as_tenant(by.organisation_id):
        procurements.start(by=by, details=details("Repairs"))
        assert Procurement.objects.count() == 1
    client = signed_in(by)
    page = words(client.get("/integrate/pipeline/"))
    assert "Repairs Planned" in page
    assert "Record of what was considered before it opens for bids" in page
    team = words(client.get("/integrate/pipeline/?queue=team"))
    assert "Priorities it is asked for" in team
    assert "How bids are judged" not in team
    assert "No procurement stands at this stage" in words(client.get("/integrate/pipeline/?stage=award"))
    assert "Repairs" not in words(signed_in(an_actor(role=Role.LEAD)).get("/integrate/pipeline/"))
