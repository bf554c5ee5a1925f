"""The pages before a tender: answered without an account, nothing typed lost, the gate and the map shown, the law counted."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.ground.jobs.tables import Job
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import scenarios
from fourfold.integrate.exchange.ocds_import import import_ocds
from fourfold.integrate.models import ConsultationResponse, GateOverride, ScenarioRun
from tests.builders.asking import an_open_consultation, answers
from tests.builders.browsing import signed_in, source
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import a_buyer, a_considered_procurement, a_procurement

REGISTER = Path(__file__).parents[2] / "data" / "ocds" / "sell2wales_2025_A_45.json"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


def test_everybody_answers_by_the_link_without_account_or_cookie_and_keeps_what_they_typed() -> None:
    by = a_buyer()
    one = an_open_consultation(by, a_procurement(by), listed=False)
    with as_tenant(by.organisation_id):
        several, single, text = one.questions.all()
    client = Client()
    address = f"/have-your-say/{one.ref}/"
    page = client.get(address)
    assert set(client.cookies) <= {"csrftoken"}
    assert 'content="noindex"' in source(page)
    once = page.context["form"]["once"].value() if page.context else "a-token-of-a-test-1"
    typed: dict[str, Any] = {
        "once": once,
        f"q_{several.ref}": ["0", "2"],
        f"q_{single.ref}": "1",
        f"q_{text.ref}": "The lift is slow.",
        "postcode": "nowhere",
    }
    wrong = client.post(address, typed)
    assert wrong.status_code == 422
    assert "The lift is slow." in source(wrong)
    assert "first half of a postcode" in source(wrong)
    for _ in range(2):
        assert client.post(address, {**typed, "postcode": "SY1"}).status_code == 302
    assert "Thank you" in source(client.get(f"{address}?sent=1"))
    with as_tenant(by.organisation_id):
        assert ConsultationResponse.objects.count() == 1
    assert one.title not in source(client.get("/have-your-say/"))
    assert client.get("/have-your-say/NOSUCHREF0/").status_code == 404


@pytest.mark.usefixtures("in_one_minute")
def test_one_address_answers_only_so_often_in_a_minute() -> None:
    by = a_buyer()
    one = an_open_consultation(by, a_procurement(by))
    client = Client()
    statuses = [
        client.post(f"/have-your-say/{one.ref}/", {"once": f"a-token-of-a-test-{number:03}"}).status_code
        for number in range(32)
    ]
    assert statuses[0] == 422
    assert 429 in statuses


def test_who_consults_sees_the_results_as_they_stand_and_the_record_is_filled_from_them() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    one = an_open_consultation(by, procurement)
    for number in range(24):
        answers(one, number, words="Warmth first." if not number else "")
    client = signed_in(by)
    page = source(client.get(f"/integrate/consultations/{one.ref}/"))
    assert "24 people answered" in page
    assert "1 wait to be looked at" in page
    assert "Warmth first." in source(client.get(f"/integrate/consultations/{one.ref}/said/"))
    record = source(client.get(f"/integrate/procurements/{procurement.ref}/consideration/"))
    assert ": 24." in record
    assert f"/integrate/consultations/{one.ref}/" in source(
        client.get(f"/integrate/procurements/{procurement.ref}/")
    )


def test_the_gate_is_overridden_on_pages_by_two_people_and_shown_with_both_names() -> None:
    by = a_buyer()
    approver = an_actor(role=Role.APPROVER, organisation=Organisation.objects.get(pk=by.organisation_id))
    procurement = a_procurement(by)
    home = f"/integrate/procurements/{procurement.ref}/"
    client = signed_in(by)
    assert "Record what was considered before the procurement" in source(client.get(home))
    typed = {"because": "A fire.", "approver": approver.person_ref}
    assert client.post(f"{home}gate/", {"because": "A fire."}).status_code == 422
    assert client.post(f"{home}gate/", typed).status_code == 302
    assert client.post(f"{home}gate/agree/", {"version": "1"}).status_code == 403
    agreeing = signed_in(approver)
    assert "A fire." in source(agreeing.get(f"{home}gate/"))
    assert agreeing.post(f"{home}gate/agree/", {"version": "1"}).status_code == 302
    page = source(client.get(home))
    assert "Gate overridden." in page
    assert approver.name in page
    with as_tenant(by.organisation_id):
        assert GateOverride.objects.get().agreed_on == TODAY


def test_versions_of_the_record_talks_and_the_map_are_shown() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by, with_ask=False)
    home = f"/integrate/procurements/{procurement.ref}/"
    client = signed_in(by)
    versions = source(client.get(f"{home}consideration/versions/"))
    assert "Version 1" in versions
    assert "Tenants, at three meetings." in versions
    talk = {
        "title": "Meeting with providers",
        "starts_on": "3 November 2026",
        "ends_on": "3 November 2026",
        "who_took_part": "Six firms",
        "told_to_all": "The slides",
        "no_notice_because": "Below the threshold",
    }
    assert client.post(f"{home}engagement/new/", talk).status_code == 302
    assert "Below the threshold" in source(client.get(home))
    entered = {"stage": "delivery", "part": "groups", "who": "Neighbours", "how": "Visit each month"}
    assert client.post(f"{home}involved/new/", {"stage": "delivery", "part": "groups"}).status_code == 422
    assert client.post(f"{home}involved/new/", entered).status_code == 302
    page = source(client.get(f"{home}involved/"))
    assert "Neighbours" in page
    assert "Six firms" in page
    assert "Nobody yet" in page
    assert "1 of 1" in source(client.get("/integrate/involved/"))


def test_the_law_is_counted_over_procurements_and_register_by_a_job_with_its_version() -> None:
    by = a_buyer()
    council = Organisation.objects.get(pk=by.organisation_id)
    a_procurement(by)
    import_ocds(
        by=None, organisation=council, content=REGISTER.read_bytes(), name="r.json", at=timezone.now()
    )
    client = signed_in(by)
    page = client.get("/integrate/what-if/")
    assert "45 entries" in source(page)
    asked = {"authority": "best-value", "nation": "england", "vat": "excluded", "day": "20 November 2026"}
    response = client.post("/integrate/what-if/", asked)
    assert response.status_code == 302
    with as_tenant(council.pk):
        job = Job.objects.get(kind=scenarios.SCENARIOS)
    assert response["Location"].endswith(f"/jobs/{job.ref}/")
    told: list[tuple[int, int]] = []
    with as_tenant(council.pk):
        run = scenarios.count(
            by=by,
            asked=scenarios.read(job.payload),
            at=timezone.now(),
            progress=lambda done, total: told.append((done, total)),
        )
        assert ScenarioRun.objects.get() == run
    assert told == [(46, 46)]
    shown = source(client.get(f"/integrate/what-if/{run.ref}/"))
    assert "The Act covers services, goods and works of any size" in shown
    assert run.law_version in shown
    kept = run.tallies
    known = sum(row[3] for row in kept["rows"] if row[0] == "any-size")
    assert known + sum(kept["unknown"].values()) == 46
    assert all(Decimal(row[4]) >= 0 for row in kept["rows"])


def test_a_map_over_many_procurements_asks_a_constant_number_of_questions(
    django_assert_max_num_queries: Any,
) -> None:
    by = a_buyer()
    client = signed_in(by)
    for number in range(3):
        a_procurement(by, f"Number {number}")
    client.get("/integrate/involved/")
    with django_assert_max_num_queries(30):
        client.get("/integrate/involved/")
