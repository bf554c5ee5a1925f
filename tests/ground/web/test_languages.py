"""A reader chooses a language at the foot of a page; what they type in it is read, and nothing of it is stored."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django import forms
from django.test import Client
from django.utils import translation

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.web.forms import DayField, DayFieldsField
from fourfold.ground.web.language import in_page_words
from tests.house import wide

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings


@pytest.fixture
def _wide(settings: Settings, tmp_path: Path) -> None:
    wide.offer(settings, tmp_path / "words")


def page(client: Client, **headers: str) -> str:
    return client.get("/about/cookies/", headers=headers).content.decode()


@pytest.mark.django_db
def test_with_one_language_there_is_nothing_to_choose() -> None:
    shown = page(Client())
    assert '<html lang="en-GB"' in shown
    assert 'action="/language/"' not in shown


@pytest.mark.django_db
@pytest.mark.usefixtures("_wide")
def test_a_reader_chooses_and_stays_where_they_were() -> None:
    client = Client()
    shown = page(client)
    assert (
        '<button class="fourfold-foot__language" name="language" value="cy" lang="cy">Cymraeg</button>'
        in shown
    )
    assert '<input type="hidden" name="next" value="/about/cookies/">' in shown

    answer = client.post("/language/", {"language": "cy", "next": "/about/cookies/"})
    assert answer["Location"] == "/about/cookies/"
    kept = client.cookies["language"]
    assert (kept["httponly"], kept["samesite"]) == (True, "Lax")
    shown = page(client)
    assert '<html lang="cy"' in shown
    assert f'<h1 class="govuk-heading-l">{wide.wide("Cookies")}</h1>' in shown
    assert '<span lang="cy" aria-current="true">Cymraeg</span>' in shown

    client.post("/language/", {"language": "en-gb", "next": "/"})
    assert '<h1 class="govuk-heading-l">Cookies</h1>' in page(client)


@pytest.mark.django_db
@pytest.mark.usefixtures("_wide")
def test_before_that_the_browsers_wish_counts() -> None:
    assert '<html lang="cy"' in page(Client(), **{"Accept-Language": "cy,en;q=0.5"})
    assert '<html lang="en-GB"' in page(Client(), **{"Accept-Language": "fr"})


@pytest.mark.django_db
@pytest.mark.usefixtures("_wide")
@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:x"])
def test_nobody_is_led_elsewhere_and_no_address_changes_anything_by_being_opened(elsewhere: str) -> None:
    client = Client()
    assert client.post("/language/", {"language": "cy", "next": elsewhere})["Location"] == "/"
    assert client.get("/language/", {"language": "cy"}).status_code == 405
    client.cookies.clear()
    client.post("/language/", {"language": "xx", "next": "/"})
    assert '<html lang="en-GB"' in page(client)


class OfADay(forms.Form):
    day = DayField()
    born = DayFieldsField()


@pytest.mark.usefixtures("_wide")
@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_a_day_is_read_as_it_was_shown(language: str) -> None:
    on = date(2026, 5, 9)
    with translation.override(language):
        shown = in_page_words(day_text(on))
        _, month, _ = shown.split(" ")
        form = OfADay({"day": shown, "born_day": "9", "born_month": month, "born_year": "2026"})
        assert form.is_valid(), form.errors
        assert set(form.cleaned_data.values()) == {on}


@pytest.mark.usefixtures("_wide")
def test_what_cannot_be_read_is_said_in_the_language_and_quoted_as_typed() -> None:
    form = OfADay({"day": "50% of May", "born_day": "50%", "born_month": "5", "born_year": "2026"})
    with translation.override("cy"):
        assert not form.is_valid()
        (text,) = (in_page_words(each) for each in form.errors["born"])
    assert "“50%”" in text
    assert wide.wide("is not a day of a month") in text
