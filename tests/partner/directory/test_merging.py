"""Merging and taking back, in any order: the entries are given back, and each grant stays with what it was read for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.people.tables import Role
from fourfold.partner.actions import merging
from fourfold.partner.models import DirectoryEntry, EntryFact, EntryLink, Grant, LinkState
from fourfold.partner.queries.directory import Sought, entries, read
from fourfold.partner.rules.directory.layouts import ListKind
from tests.builders.directory import GRANTS, READ_ON, a_list, entry_named, found_by_buyers
from tests.builders.ground import an_actor

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

MOST_ENTRIES = 5
STEPS = st.lists(
    st.tuples(st.booleans(), st.integers(0, MOST_ENTRIES - 1), st.integers(0, MOST_ENTRIES - 1)),
    min_size=1,
    max_size=6,
)


def as_it_stands() -> list[Any]:
    """Everything that was read, but for how often it was changed."""
    columns = [field.attname for field in DirectoryEntry._meta.concrete_fields if field.name != "version"]
    return [
        list(DirectoryEntry.objects.order_by("pk").values(*columns)),
        list(EntryFact.objects.order_by("pk").values()),
        list(Grant.objects.order_by("pk").values()),
    ]


@pytest.fixture
def by() -> Actor:
    actor = an_actor(role=Role.LEAD)
    a_list(actor, GRANTS, ListKind.GRANTS)
    a_list(actor)
    with as_tenant(actor.organisation_id):
        for link in EntryLink.objects.filter(state=LinkState.SAME):
            merging.decide(by=actor, link=link, seen=link.version, verdict=LinkState.DIFFERENT, on=READ_ON)
        assert DirectoryEntry.objects.count() == MOST_ENTRIES
    return actor


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_sequence_gives_back_the_entries_and_never_moves_a_grant(
    by: Actor, steps: list[tuple[bool, int, int]]
) -> None:
    with transaction.atomic(), as_tenant(by.organisation_id):
        before = as_it_stands()
        keys = list(DirectoryEntry.objects.order_by("pk").values_list("pk", flat=True))
        for is_merge, one, other in steps:
            _step(by, keys[one], keys[other], is_merge=is_merge)
            shown = [read(entry) for entry in entries(Sought())]
            # Each entry and each grant is on exactly one page.
            pages = [[each.entry.pk, *(merged.pk for merged in each.merged)] for each in shown]
            assert sorted(key for page in pages for key in page) == keys
            grants = [grant for each in shown for grant in each.grants]
            assert len(grants) == len({grant.pk for grant in grants}) == Grant.objects.count()
        for link in EntryLink.objects.filter(state=LinkState.SAME):
            merging.decide(by=by, link=link, seen=link.version, verdict=LinkState.DIFFERENT, on=READ_ON)
        assert as_it_stands() == before
        transaction.set_rollback(True)


def _step(by: Actor, one: int, other: int, *, is_merge: bool) -> None:
    entry = DirectoryEntry.objects.get(pk=one)
    if is_merge:
        try:
            merging.merge(by=by, entry=entry, into=DirectoryEntry.objects.get(pk=other), on=READ_ON)
        except Refused:
            assert entry.merged_into_id or one == other or other in {each.pk for each in read(entry).merged}
        return
    link = EntryLink.objects.filter(entry=entry, state=LinkState.SAME, other__isnull=False).first()
    if link is not None:
        merging.decide(by=by, link=link, seen=link.version, verdict=LinkState.DIFFERENT, on=READ_ON)


def test_who_decided_and_when_is_kept_and_the_second_of_two_is_told(by: Actor) -> None:
    one, other = entry_named(by, "Marlpit Training CIC"), entry_named(by, "Thornwick Food Share")
    with as_tenant(by.organisation_id):
        link = merging.merge(by=by, entry=one, into=other, on=READ_ON)
        assert (link.decided_by_id, link.decided_on, link.state) == (by.person_id, READ_ON, LinkState.SAME)
        with pytest.raises(ChangedMeanwhile):
            merging.decide(by=by, link=link, seen=link.version - 1, verdict=LinkState.DIFFERENT, on=READ_ON)
        with pytest.raises(Refused, match="decided already"):
            merging.decide(by=by, link=link, seen=link.version, verdict=LinkState.UNSURE, on=READ_ON)


def test_what_an_organisation_says_of_itself_nobody_merges(by: Actor) -> None:
    own = found_by_buyers(by)
    with pytest.raises(NotAllowed, match="says of itself"):
        merging.check_can_change(by, own)
    with pytest.raises(Refused, match="an entry of your own lists"):
        merging.merge(by=by, entry=entry_named(by, "Thornwick Food Share"), into=own, on=READ_ON)
