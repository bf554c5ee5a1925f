"""The law asked about a procurement on its pages: prefilled, kept, read again, asked again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourfold.ground.organisations.tables import HomeNation, Organisation, Sector
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.integrate.models import StoredRuling
from tests.builders.browsing import signed_in, source, words
from tests.builders.ground import an_organisation
from tests.builders.integrate import a_buyer, a_procurement

if TYPE_CHECKING:
    from django.test import Client

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement

pytestmark = pytest.mark.django_db

FACTS = {
    "authority": "best-value",
    "nation": "england",
    "kind": "services",
    "main": "not-said",
    "value": "300,000",
    "vat": "included",
    "vat_rate": "",
    "on": "20 November 2026",
    "route": "contract",
    "regime": "ordinary",
    "health": "not-said",
}


@pytest.fixture
def by() -> Actor:
    council = an_organisation(sector=Sector.LOCAL_AUTHORITY)
    Organisation.objects.filter(pk=council.pk).update(nation=HomeNation.ENGLAND)
    council.refresh_from_db()
    return a_buyer(organisation=council)


def at(procurement: Procurement, what: str = "new/") -> str:
    return f"/integrate/procurements/{procurement.ref}/rulings/{what}"


def ask(client: Client, procurement: Procurement, **changed: str) -> Any:
    return client.post(at(procurement), {**FACTS, **changed})


def test_the_form_begins_with_what_is_known_of_buyer_and_procurement(by: Actor) -> None:
    page = source(signed_in(by).get(at(a_procurement(by))))
    assert re.search(r'<option value="best-value" selected', page)
    assert re.search(r'name="nation"[^>]*value="england" checked|value="england"[^>]*checked', page)
    assert re.search(r'value="works"[^>]*checked', page)
    assert "1,000,000" in page or "1000000" in page
    assert re.search(r'value="excluded"[^>]*checked', page)
    assert "planning decision" not in page


def test_the_answer_is_kept_with_its_reasons_and_days_and_leads_back(by: Actor) -> None:
    procurement = a_procurement(by)
    client = signed_in(by)
    before = words(client.get(f"/integrate/procurements/{procurement.ref}/"))
    assert "The law was not asked yet" in before

    answer = ask(client, procurement)

    assert answer["Location"] == at(procurement, "1/")
    page = words(client.get(answer["Location"]))
    assert f"Put on record by {by.name}" in page
    assert "Version of the rules" in page
    assert "must consider how what it buys might improve" in page
    assert "Within 30 days of entering into the contract" in page
    assert "Once the contract is signed" in page
    assert "20 November 2026 (that day has passed)" in page
    shown = words(client.get(f"/integrate/procurements/{procurement.ref}/"))
    assert "rules apply: ruling 1" in shown
    assert "What to record or publish, by when" in shown


def test_asked_again_both_stand_and_what_differs_is_said(by: Actor) -> None:
    procurement = a_procurement(by)
    client = signed_in(by)
    ask(client, procurement)
    form = source(client.get(at(procurement)))
    assert "The form holds the facts of ruling 1" in form
    assert re.search(r'value="services"[^>]*checked', form)

    ask(client, procurement, value="100,000")

    second = words(client.get(at(procurement, "2/")))
    assert "What differs from ruling 1" in second
    assert "Before £300,000.00 Now £100,000.00" in second
    assert "Public Services (Social Value) Act 2012" in second
    assert "It answers otherwise." in second
    first = words(client.get(at(procurement, "1/")))
    assert "followed by another: ruling 2" in first
    assert "Before it: ruling 1" in words(client.get(f"/integrate/procurements/{procurement.ref}/"))


def test_the_same_form_sent_twice_is_one_ruling(by: Actor) -> None:
    procurement = a_procurement(by)
    client = signed_in(by)
    once = re.search(r'name="once" value="([^"]+)"', source(client.get(at(procurement))))
    assert once is not None
    answers = [ask(client, procurement, once=once[1]) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    with as_tenant(by.organisation_id):
        assert StoredRuling.objects.count() == 1


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(by: Actor) -> None:
    procurement = a_procurement(by)
    answer = ask(signed_in(by), procurement, value="a lot", on="31 February 2026", kind="planning")
    assert answer.status_code == 422
    page = source(answer)
    assert "“a lot” is not" in page
    assert "Choose one of those listed" in page
    with as_tenant(by.organisation_id):
        assert not StoredRuling.objects.exists()


def test_after_the_last_check_it_says_so_kindly_and_leads_to_calendar_and_to_the_day_that_was_read(
    by: Actor,
) -> None:
    procurement = a_procurement(by)
    client = signed_in(by)
    ask(client, procurement, on="1 May 2028")
    page = source(client.get(at(procurement, "1/")))
    assert "The rules have not been read for that day yet" in page
    assert 'href="/define/law/calendar/"' in page
    link = re.search(r'href="([^"]*\?on=\d{4}-\d\d-\d\d)"', page)
    assert link is not None
    assert "value=" in source(client.get(link[1]))


def test_others_are_told_nothing(by: Actor) -> None:
    procurement = a_procurement(by)
    ask(signed_in(by), procurement)
    stranger = signed_in(a_buyer())
    assert stranger.get(at(procurement, "1/")).status_code == 404
    assert stranger.get(at(procurement)).status_code == 404
    assert signed_in(by).get(at(procurement, "2/")).status_code == 404


def test_the_page_of_the_procurement_asks_as_often_after_many_rulings(
    by: Actor, django_assert_max_num_queries: Any
) -> None:
    procurement = a_procurement(by)
    client = signed_in(by)
    ask(client, procurement, value="100,000")
    with CaptureQueriesContext(connection) as once:
        client.get(f"/integrate/procurements/{procurement.ref}/")
    # Counted now: the next request forgets them.
    after_one = len(once)
    assert after_one <= 60
    for value in ("200,000", "300,000"):
        ask(client, procurement, value=value)
    with django_assert_max_num_queries(after_one):
        client.get(f"/integrate/procurements/{procurement.ref}/")
