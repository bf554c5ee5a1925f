"""A value map written on the web, or brought as a file, worked out, audited and taken away again."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.hub.commands.demonstration.valued import MAP
from fourfold.measure.exchange.value_map.answer import answer
from fourfold.measure.exchange.value_map.reading import map_from_tree, read_map
from fourfold.measure.models import ValueMap
from tests.builders.browsing import signed_in, source
from tests.builders.ground import an_actor

if TYPE_CHECKING:
    from django.test import Client

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Actor:
    return an_actor(role=Role.LEAD)


def begun(client: Client, lead: Actor, *, file: bytes = b"", name: str = "map.json") -> str:
    """The address of one that was begun."""
    sent: dict[str, Any] = {"title": "First jobs"}
    if file:
        sent["file"] = SimpleUploadedFile(name, file)
    answered = client.post("/measure/value-maps/new/", sent)
    assert answered.status_code == 302, source(answered)[-3000:]
    return str(answered["Location"])


def kept(lead: Actor) -> dict[str, Any]:
    with as_tenant(lead.organisation_id):
        found: dict[str, Any] = json.loads(ValueMap.objects.get().document)
        return found


def test_one_is_written_part_by_part_and_says_what_it_comes_to(lead: Actor) -> None:
    client = signed_in(lead)
    at = begun(client, lead)
    assert "enter at least one" in source(client.get(at))
    conventions = {
        "version": "1", "title": "First jobs", "discounting": "own", "rate": "3.5", "timing": "end",
        "partial_year": "fraction", "price_year": "2025",
    }  # fmt: skip
    assert client.post(f"{at}conventions/", conventions).status_code == 302
    outcome = {
        "version": "2", "stakeholder": "Trainees", "outcome": "In work", "kind": "economic",
        "rate_class": "standard", "quantity": "60", "unit": "people", "value": "£8,500", "per": "people",
        "duration_years": "2", "deadweight": "40", "attribution": "30%", "drop_off": "30",
    }  # fmt: skip
    assert client.post(f"{at}outcomes/new/", outcome).status_code == 302
    put_in = {"version": "3", "label_0": "A grant", "amount_0": "250,000"}
    assert client.post(f"{at}inputs/", put_in).status_code == 302
    page = source(client.get(at))
    # 60 × 8,500 × 0.6 × 0.7 = 214,200; at the end of the years 214,200 / 1.035 + 149,940 / 1.035².
    assert "£346,927.12" in page
    assert "1.39" in page
    assert "Not to be published" not in page
    tree = kept(lead)
    assert tree["rows"][0]["deadweight"] == "0.4"
    assert tree["rows"][0]["proxy"] == {"value": "8500", "per": "people"}


def test_what_a_form_cannot_take_is_said_beside_its_field_and_nothing_is_kept(lead: Actor) -> None:
    client = signed_in(lead)
    at = begun(client, lead)
    outcome = {
        "version": "1", "stakeholder": "Trainees", "outcome": "In work", "rate_class": "standard",
        "quantity": "sixty", "value": "=8500", "duration_years": "2", "deadweight": "140",
    }  # fmt: skip
    answered = client.post(f"{at}outcomes/new/", outcome)
    assert answered.status_code == 422
    page = source(answered)
    assert page.count("Enter a number, such as 12.5") == 4
    assert "from 0 to 100" in page
    assert "sixty" in page
    assert kept(lead)["rows"] == []


def test_a_file_comes_in_and_leaves_as_it_was_and_as_a_workbook_that_comes_in_again(lead: Actor) -> None:
    client = signed_in(lead)
    given = {**MAP, "title": "First jobs"}
    at = begun(client, lead, file=json.dumps(given).encode())
    assert json.loads(client.get(f"{at}map.json").content) == given
    told = json.loads(client.get(f"{at}answer.json").content)
    assert told["present_value"] == answer(map_from_tree(given))["present_value"]
    book = client.get(f"{at}map.xlsx").content
    begun_again = begun(client, lead, file=book, name="map.xlsx")
    read = read_map(client.get(f"{begun_again}map.json").content)
    assert abs(Decimal(answer(read)["ratio"]) - Decimal(told["ratio"])) < Decimal("1e-9")
    assert client.get(f"{at}map.pdf").status_code == 404


def test_figures_that_do_not_follow_from_their_map_are_named_with_the_kind_of_fault(lead: Actor) -> None:
    client = signed_in(lead)
    worked = answer(map_from_tree(dict(MAP)))
    net = f"{Decimal(worked['net_ratio']):.2f}"
    printed = {"ratio": [{"value": net, "where": "page 3"}]}
    at = begun(client, lead, file=json.dumps({**MAP, "printed": printed}).encode())
    page = source(client.get(at))
    assert "1 printed figures were checked; 0 follow" in page
    assert "The net ratio printed as the ratio" in page


def test_a_file_with_faults_is_refused_with_every_place(lead: Actor) -> None:
    client = signed_in(lead)
    faulty = json.dumps({**MAP, "rows": [{**MAP["rows"][0], "deadweight": "1.2", "quantity": "NaN"}]})
    sent = {"title": "T", "file": SimpleUploadedFile("m.json", faulty.encode())}
    answered = client.post("/measure/value-maps/new/", sent)
    assert answered.status_code == 422
    assert "/rows/0/deadweight" in source(answered)
    assert "/rows/0/quantity" in source(answered)
    with as_tenant(lead.organisation_id):
        assert not ValueMap.objects.exists()


def test_a_range_stays_when_the_rest_of_its_outcome_is_changed(lead: Actor) -> None:
    client = signed_in(lead)
    spread = {"distribution": "uniform", "low": "10", "high": "18"}
    rows = [{**MAP["rows"][0], "quantity": spread}]
    at = begun(client, lead, file=json.dumps({**MAP, "rows": rows}).encode())
    page = source(client.get(f"{at}outcomes/1/"))
    assert "A range of another form" in page
    assert 'name="quantity"' not in page
    outcome = {
        "version": "1", "stakeholder": "Trainees", "outcome": "In work", "kind": "economic",
        "rate_class": "standard", "value": "100", "per": "people", "duration_years": "1",
    }  # fmt: skip
    assert client.post(f"{at}outcomes/1/", outcome).status_code == 302
    (row,) = kept(lead)["rows"]
    assert row["quantity"] == spread
    assert row["proxy"] == {"value": "100", "per": "people"}
    assert "deadweight" not in row
    assert client.get(f"{at}outcomes/2/").status_code == 404


def test_a_number_with_its_bounds_is_drawn_and_the_page_says_how_sure_the_result_is(lead: Actor) -> None:
    client = signed_in(lead)
    at = begun(client, lead, file=json.dumps(MAP).encode())
    page = source(client.get(f"{at}outcomes/1/"))
    assert 'value="35 (25 to 60)"' in page
    outcome = {
        "version": "1", "stakeholder": "Trainees", "outcome": "In work", "kind": "economic", "rate_class": "standard",
        "quantity": "14 (10 to 18)", "unit": "people", "value": "9,200", "per": "people", "duration_years": "3",
        "deadweight": "35 (60 to 25)",
    }  # fmt: skip
    answered = client.post(f"{at}outcomes/1/", outcome)
    assert answered.status_code == 422
    assert "the likeliest first" in source(answered)
    assert client.post(f"{at}outcomes/1/", {**outcome, "deadweight": "35 (25 to 60)"}).status_code == 302
    row = kept(lead)["rows"][0]
    assert row["quantity"] == {"distribution": "pert", "low": "10", "mode": "14", "high": "18"}
    assert row["deadweight"] == {"distribution": "pert", "low": "0.25", "mode": "0.35", "high": "0.6"}
    page = source(client.get(f"{at}how-sure/"))
    assert "2 numbers that the map holds as a range: drawn" in page
    assert "In 19 of 20 draws it is more than" in page
    again = source(client.get(f"{at}how-sure/"))
    assert page.split("<main")[1].split("</main")[0] == again.split("<main")[1].split("</main")[0]


def test_two_who_change_it_at_once_are_told(lead: Actor) -> None:
    client = signed_in(lead)
    at = begun(client, lead, file=json.dumps(MAP).encode())
    for status in (302, 409):
        put_in = {"version": "1", "label_0": "A grant", "amount_0": "1"}
        assert client.post(f"{at}inputs/", put_in).status_code == status


def test_it_is_taken_out_and_nobody_elses_to_see(lead: Actor) -> None:
    client = signed_in(lead)
    at = begun(client, lead)
    assert signed_in(an_actor(role=Role.LEAD)).get(at).status_code == 404
    assert client.post(f"{at}take-out/", {"version": "1"}).status_code == 302
    assert client.get(at).status_code == 404
