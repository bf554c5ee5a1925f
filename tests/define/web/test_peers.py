"""Comparison with peers: a kind sentence where there are too few, numbers where there are enough, and a setting with a trail."""

from __future__ import annotations

import pytest
from django.utils import timezone

from fourfold.define.actions import peers
from fourfold.define.models import CountedWithPeers, PeerCount
from fourfold.define.queries.peers import contributions
from fourfold.ground.organisations.tables import Sector, SizeBand
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from tests.builders.api import a_program, etag
from tests.builders.browsing import signed_in, words
from tests.builders.define import a_cascade, a_draft, a_lead, a_policy
from tests.builders.ground import an_actor, an_organisation

pytestmark = pytest.mark.django_db


def counted() -> list[frozenset[str]]:
    with as_tenant(MAINTENANCE):
        return sorted((each.themes for each in contributions()), key=len)


def test_published_policies_count_and_drafts_only_where_their_owner_says_so() -> None:
    a_policy()
    writer = a_lead()
    a_cascade(writer, a_draft(writer))
    assert len(counted()) == 1
    today = timezone.localdate()
    peers.set_counted(by=writer, counted=True, on=today)
    assert counted() == [{"homes", "work"}, {"homes", "work"}]
    peers.set_counted(by=writer, counted=False, on=today)
    assert len(counted()) == 1
    with pytest.raises(NotAllowed, match="Only a social value lead or administrator"):
        peers.set_counted(by=an_actor(role="commissioner"), counted=True, on=today)


def test_with_few_peers_the_page_says_why_nothing_is_shown_and_the_setting_leaves_a_trail() -> None:
    by = a_lead()
    a_policy(by)
    browser = signed_in(by)
    with as_tenant(MAINTENANCE):
        assert peers.count(on=timezone.localdate()) == 0
    page = words(browser.get("/define/peers/"))
    assert "at least 10 others of your type" in page
    assert "Your policy is published, so what its priorities are about counts" in page
    browser.post("/define/peers/count-us/", {"counted": "yes"})
    assert "Lets its priorities count in comparisons" in words(browser.get("/define/peers/"))
    program = a_program(by, "define:read", "define:write")
    assert program.get("/peers").json()["themes"] == []
    off = program.send("put", "/peers/counted", {"counted": False}, headers=etag(program, "/peers/counted"))
    assert off.json() == {"counted": False}
    browser.post("/define/peers/count-us/", {"counted": "yes"})
    with as_tenant(by.organisation_id):
        assert CountedWithPeers.objects.get().counted


def test_with_enough_peers_one_reads_their_numbers_beside_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eleven policies would be slow to write: two are enough where one other must stand behind a number."""
    monkeypatch.setattr(peers, "least_others", lambda _: 1)
    by, other = (a_lead(an_organisation(sector=Sector.LOCAL_AUTHORITY)) for _ in range(2))
    for each in (by, other):
        a_policy(each)
    with as_tenant(MAINTENANCE):
        assert peers.count(on=timezone.localdate()) == 1
    assert {each.size_band for each in PeerCount.objects.all()} == {SizeBand.NOT_KNOWN}
    page = words(signed_in(by).get("/define/peers/"))
    assert "2 organisations of your type and size stand behind this, yours among them" in page
    assert "Work and skills 2 Yes" in " ".join(page.split())
    assert "Health and wellbeing 0 No" in " ".join(page.split())
