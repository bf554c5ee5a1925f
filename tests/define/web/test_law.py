"""Which rules apply: asked on a page by anyone, answered at an address that can be sent on; and through the API."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.ground.people import request_counts
from tests.builders.browsing import signed_in
from tests.builders.define import a_lead

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db

FACTS = {
    "authority": "best-value",
    "nation": "england",
    "kind": "services",
    "value": "6000000",
    "vat": "excluded",
    "on": "2026-05-01",
}


def page(**changed: str) -> str:
    answer = Client().get("/define/law/?" + urlencode({**FACTS, **changed}))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_form_is_anyones() -> None:
    answer = Client().get("/define/law/")
    assert answer.status_code == 200
    assert "Which rules apply?" in answer.content.decode()
    assert "There is a problem" not in answer.content.decode()


def test_the_answer_comes_first_then_steps_sources_and_what_to_record() -> None:
    text = page()
    assert re.search(r"<h1[^>]*>\s*12 rules apply", text)
    assert "must consider how what it buys might improve" in text
    assert "£7,200,000.00 at a rate of 20%" in text
    assert "What to record or publish" in text
    assert "Within 30 days of entering into the contract" in text
    assert "secondary source, Blake Morgan" in text
    assert "https://www.legislation.gov.uk/ukpga/2012/3/section/1" in text
    assert "Last checked on 23 November 2026" in text


def test_the_address_can_be_sent_on_and_the_facts_changed() -> None:
    text = page(on="1 May 2026", value="6m")
    sent_on = re.search(r'href="(/define/law/\?[^"]*)">the answer to these facts', text)
    assert sent_on is not None
    address = sent_on[1].replace("&amp;", "&")
    assert "value=6000000" in address
    assert "on=2026-05-01" in address
    assert re.search(r"<h1[^>]*>\s*12 rules apply", Client().get(address).content.decode())
    form = Client().get(address + "&edit=1").content.decode()
    assert 'value="6000000' in form or 'value="6,000,000' in form


def test_what_is_missing_or_wrong_is_said_beside_its_field_and_kept() -> None:
    text = page(value="a lot", on="31 February 2026", nation="", kind="air")
    assert "Choose one of those listed" in text
    assert "There is a problem" in text
    assert "“a lot” is not" in text
    assert "Choose where it mainly works" in text
    assert 'value="a lot"' in text


def test_on_a_later_day_it_says_not_checked_and_leads_to_the_day_of_the_last_check() -> None:
    text = page(on="2027-05-01")
    assert "The rules have not been read for that day yet" in text
    assert "no answer is guessed" in text
    assert "on=2026-11-23" in text
    assert 'href="/define/law/calendar/"' in text


def test_what_there_is_none_of_is_not_counted() -> None:
    text = page()
    assert "Of the others, 1 is uncertain, 1 is good practice and 14 do not apply." in text
    assert not re.search(r"\b0 (rules?|are|is|do|were)\b", text)
    assert "Of 28 rules, 27 were not checked for that day and 1 does not apply." in page(on="2027-05-01")


@pytest.mark.usefixtures("in_one_minute")
def test_one_address_may_ask_so_often_in_a_minute_and_is_told_when_again(settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = 30
    asked = "/define/law/?" + urlencode(FACTS)
    answers = [Client().get(asked) for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert "Ask again in" in answers[-1].content.decode()
    # Somebody who has signed in is known, and is not counted with the address.
    assert signed_in(a_lead()).get(asked).status_code == 200
    request_counts.forget()


def test_a_scenario_stands_apart_and_is_called_no_law() -> None:
    text = page(kind="works", scenario="stronger-act")
    assert "A scenario, and not law" in text
    assert "Hypothetical: The Act covers goods, works, planning" in text


def test_the_rules_over_time_are_a_picture_with_a_table() -> None:
    text = Client().get("/define/law/rules/").content.decode()
    assert '<svg class="fourfold-chart__picture"' in text
    assert "1 January 2021 to 30 September 2025" in text
    assert "section 1(16)" in text or "Schedule 3" in text


def test_the_calendar_says_what_must_be_read_by_when() -> None:
    text = Client().get("/define/law/calendar/").content.decode()
    assert "31 December 2026" in text
    assert "Proposals of 2025" in text
    assert "under “When something is to be read again”" in text


def test_the_calendar_says_what_is_not_checked_for_today_and_that_it_is_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 23))
    assert "not checked. That is no fault" not in Client().get("/define/law/calendar/").content.decode()
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 24))
    text = Client().get("/define/law/calendar/").content.decode()
    assert re.search(r"For today \d+ of these are not checked. That is no fault", text)


def test_define_leads_there() -> None:
    assert 'href="/define/law/"' in Client().get("/define/").content.decode()


def test_the_api_answers_with_the_same_rulings() -> None:
    answer: dict[str, Any] = Client().get("/api/v1/law/check?" + urlencode(FACTS)).json()
    assert list(answer) == ["rulings"]
    assert answer["rulings"][0]["rule"] == "social-value-act-2012"
    assert answer["rulings"][0]["answer"] == "applies"


@pytest.mark.parametrize(
    "changed",
    [{"authority": "x"}, {"value": "-1"}, {"value": "NaN"}, {"on": "2026-02-30"}],
)
def test_the_api_refuses_what_cannot_be_by_its_name(changed: dict[str, str]) -> None:
    answer = Client().get("/api/v1/law/check?" + urlencode({**FACTS, **changed}))
    assert answer.status_code == 422
    assert next(iter(changed)) in [error["at"] for error in answer.json()["errors"]]


def test_the_calendar_is_on_the_api_too() -> None:
    rows = Client().get("/api/v1/law/calendar").json()["to_read"]
    assert [row["by"] for row in rows] == sorted(row["by"] for row in rows)
