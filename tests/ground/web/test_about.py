"""The pages about the service are there for everyone, and every page's foot leads to them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.web.shell")]

PAGES = {
    "accessibility": "Accessibility statement",
    "privacy": "Privacy",
    "cookies": "Cookies",
    "how_numbers_are_made": "How numbers are made",
}


@pytest.mark.parametrize(("name", "heading"), PAGES.items())
def test_anyone_may_read_it(client: Client, name: str, heading: str) -> None:
    response = client.get(reverse(name))
    page = response.content.decode()
    assert response.status_code == 200
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in page
    assert f"<title>{heading} – Fourfold</title>" in page
    assert page.count("<h1") == 1
    for other in PAGES:
        assert f'href="{reverse(other)}"' in page


def test_the_words_of_the_navigation_stand_in_their_order(client: Client) -> None:
    page = client.get(reverse("privacy")).content.decode()
    assert re.findall(r'fourfold-nav__link"[^>]*>(\w+)<', page) == [
        "Define",
        "Integrate",
        "Partner",
        "Measure",
        "Tracker",
        "Library",
        "Contracts",
    ]
