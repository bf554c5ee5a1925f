"""What is shared is told by its title, and its link leads to a page that the reader may open."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourfold.ground.organisations.tenancy import MAINTENANCE, Share, as_tenant
from fourfold.ground.people.tables import Membership, Role
from fourfold.ground.spine.words import KIND_WORDS
from fourfold.ground.trail.declaration import declared
from tests.builders.browsing import signed_in

WHAT = re.compile(r'<th scope="row"[^>]*>(?:<a class="govuk-link" href="([^"]+)">)?([^<]+)')
KINDS = {
    "Issue named by a community",
    "Policy", "Comment", "Invitation to comment", "Request to put its name to a policy", "Who leads", "Procurement",
    "Joint procurement",
    "Question about a tender", "Question about a bid", "Consultation", "Request to take part", "Letter on an award",
    "Bid", "Contract", "Delivery", "Confirmation", "Directory entry", "List in the directory", "Account",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _two_more_are_administrators(the_demonstration: None, db: None) -> None:
    with declared(person=None, organisation=None, reason="For a test"):
        for held in Membership.objects.filter(person__name__in=("Callum Reid", "Mei Lin")):
            Membership.objects.create(
                person=held.person,
                organisation=held.organisation,
                role=Role.ADMINISTRATOR,
                from_day=held.from_day,
            )


def pages(name: str, part: str) -> list[str]:
    """Every page of what is shared by, or with, the organisation of somebody."""
    client, found = signed_in(name), list[str]()
    while True:
        page = client.get(f"/shares/?show={part}&page={len(found) + 1}").content.decode()
        # The history below the list is a table too.
        found.append(page.partition("</table>")[0])
        if 'rel="next"' not in page:
            return found


@pytest.mark.parametrize(
    ("name", "part"), [("Sam Whitlock", ""), ("Callum Reid", ""), ("Callum Reid", "received")]
)
def test_everything_shared_has_a_title_and_a_page_that_opens(name: str, part: str) -> None:
    rows = [row for page in pages(name, part) for row in WHAT.findall(page)]
    assert len(rows) > 3
    client = signed_in(name)
    for href, text in dict.fromkeys(rows):
        assert ": " in text, f"{text} has no title"
        assert client.get(href.partition("#")[0]).status_code == 200, f"{text} leads to {href}"


def test_every_kind_that_is_shared_can_be_told() -> None:
    with as_tenant(MAINTENANCE):
        shared = set(Share.objects.values_list("kind", flat=True))
    rows = [
        text
        for name, part in (
            ("Sam Whitlock", ""),
            ("Callum Reid", ""),
            ("Mei Lin", ""),
            ("Sam Whitlock", "received"),
        )
        for page in pages(name, part)
        for _, text in WHAT.findall(page)
    ]
    told = {text.partition(":")[0] for text in rows}
    assert told == KINDS == {KIND_WORDS[kind][0].capitalize() for kind in shared}


def test_titles_are_asked_for_by_kind_and_not_by_row() -> None:
    client = signed_in("Sam Whitlock")
    client.get("/shares/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/shares/").content.decode().partition("</table>")[0]
    assert len(WHAT.findall(page)) == 25
    assert len(asked) < 30
