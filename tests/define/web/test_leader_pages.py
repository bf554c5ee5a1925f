"""The pages of who leads, as the lead goes through them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fourfold.define.models import LeadAppointment
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.organisations.tenancy import as_tenant
from tests.builders.browsing import signed_in, words
from tests.builders.define import a_lead, a_policy
from tests.builders.leaders import a_service, an_appointment

pytestmark = pytest.mark.django_db

POST = {
    "post": "chief_executive",
    "seniority": "executive",
    "job_title": "",
    "remit": "To ask at each meeting.",
}


def test_a_service_a_champion_what_they_did_and_who_follows() -> None:
    by = a_lead()
    a_policy(by)
    browser = signed_in(by)
    today = day_text(timezone.localdate())
    assert "Nobody is named yet" in words(browser.get("/define/leads/"))
    browser.post("/define/services/", {"name": "Housing repairs"})
    page = words(browser.get("/define/leads/new/service/"))
    assert "Champion for which service?" in page
    assert "Priorities that they answer for" in page
    with as_tenant(by.organisation_id):
        service = a_service(by, "Parks")
    sent = {**POST, "person": by.person_ref, "service": service.ref, "from_day": today}
    wrong = browser.post("/define/leads/new/service/", {**sent, "post": "", "service": ""})
    assert wrong.status_code == 422
    assert "Choose a service" in words(wrong)
    assert "To ask at each meeting." in words(wrong)
    made = browser.post("/define/leads/new/service/", sent, follow=True)
    assert "To ask at each meeting." in words(made)
    address = made.redirect_chain[-1][0]

    browser.post(
        f"{address}acts/new/", {"on": today, "kind": "spoke", "words": "At the forum.", "reached": "12"}
    )
    assert "At the forum." in words(browser.get(address))
    overview = words(browser.get("/define/leads/"))
    assert "Integrated in part" in overview
    assert "Somebody acts" in overview

    briefing = words(browser.get(f"{address}briefing/"))
    assert "What is being bought" in briefing
    assert "Nobody is the nominated lead" in briefing
    browser.post(
        f"{address}hand-over/",
        {
            **POST,
            "version": "1",
            "last_day": today,
            "because": "moved",
            "notes": "Ask Jo.",
            "name": "Next One",
            "person": "",
        },
    )
    with as_tenant(by.organisation_id):
        assert LeadAppointment.objects.get(name="Next One").follows is not None
    assert "Followed by Next One" in words(browser.get(address))


def test_everyone_reads_who_leads_once_it_is_published_and_nobody_else_s_draft() -> None:
    by = a_lead()
    an_appointment(by, role="elected", name="Cllr Bo Hill")
    address = reverse("public_leads", kwargs={"ref": by.organisation_ref})
    assert Client().get(address).status_code == 404
    signed_in(by).post("/define/leads/publish/")
    assert "Cllr Bo Hill" in words(Client().get(address))
    signed_in(by).post("/define/leads/publish/", {"take_back": "yes"})
    assert Client().get(address).status_code == 404


def test_what_ended_stands_among_who_led_before() -> None:
    by = a_lead()
    browser = signed_in(by)
    assert "Nobody led before" in words(browser.get("/define/leads/before/"))
    made = an_appointment(by)
    answer = browser.post(
        f"/define/leads/{made.ref}/end/",
        {"version": made.version, "last_day": "2 January 2026", "because": "left", "notes": ""},
    )
    assert answer.status_code == 302
    assert "They left the organisation" in words(browser.get("/define/leads/before/"))


@pytest.mark.parametrize("part", ["", "edit/", "end/", "hand-over/", "acts/new/", "briefing/"])
def test_another_organisation_finds_nothing(part: str) -> None:
    made = an_appointment(a_lead())
    assert signed_in(a_lead()).get(f"/define/leads/{made.ref}/{part}").status_code == 404
