"""Taking back what was shared: who may, what ends with it, and what the other side can tell of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from fourfold.ground.organisations.sharing import share_given, shares_ended, shares_given, shares_received
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, Share, as_tenant, share
from fourfold.ground.people.actions import shares
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.models import Contract
from tests.builders.browsing import signed_in, source
from tests.builders.ground import TODAY, an_actor, an_organisation, trail
from tests.builders.promises import Promise, a_promise

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_share(
    by: Actor,
    *,
    kind: str = "contract",
    right: Right = Right.SEE,
    everyone: bool = False,
    thing: str = "ABCDEFGHJK",
    on: date = date(2026, 1, 5),
) -> Share:
    with change(by=by, owner=by.organisation_id, reason="For a test"):
        return share(
            owner=Organisation.objects.get(pk=by.organisation_id),
            thing=thing,
            kind=kind,
            organisation=None if everyone else an_organisation("Acorn Ltd"),
            right=right,
            on=on,
            reason="For a test",
        )


def shares_of(promise: Promise) -> dict[str, Share]:
    """What the contract's supplier may do, by right."""
    with as_tenant(promise.buyer.pk):
        given = shares_given(owner=promise.buyer.pk, on=TODAY)
        return {one.right: one for one in given if one.organisation_id == promise.supplier.pk}


@pytest.mark.parametrize("role", Role.values)
def test_only_an_administrator_takes_back(role: str) -> None:
    administrator = an_actor(role=Role.ADMINISTRATOR)
    shared = a_share(administrator)
    by = an_actor(role=role, organisation=Organisation.objects.get(pk=administrator.organisation_id))

    with as_tenant(by.organisation_id):
        assert shares.can_revoke(by, shared=shared, on=TODAY) is (role == "administrator")
        assert shares.can_see_shares(by) is (role == "administrator")


@pytest.mark.parametrize(
    ("kind", "everyone", "why"),
    [
        ("account", True, "published"),
        ("procurement", True, "published"),
        ("bid", False, "withdrawing"),
    ],
)
def test_what_is_published_and_what_was_bid_stays(kind: str, everyone: bool, why: str) -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    shared = a_share(by, kind=kind, everyone=everyone)

    with pytest.raises(NotAllowed, match=why):
        shares.revoke(by=by, shared=shared, reason="An error", on=TODAY, at=NOON)

    with as_tenant(by.organisation_id):
        assert shares_given(owner=by.organisation_id, on=TODAY).get() == shared


def test_another_organisations_administrator_cannot() -> None:
    shared = a_share(an_actor(role=Role.ADMINISTRATOR))
    stranger = an_actor(role=Role.ADMINISTRATOR)

    with as_tenant(stranger.organisation_id):
        assert not shares.can_revoke(stranger, shared=shared, on=TODAY)
        assert share_given(key=shared.pk, owner=stranger.organisation_id) is None


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
def test_it_is_said_why_in_a_sentence(reason: str) -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    shared = a_share(by)

    with pytest.raises(Refused) as refused:
        shares.revoke(by=by, shared=shared, reason=reason, on=TODAY, at=NOON)

    assert refused.value.field == "reason"


def test_who_may_not_read_it_any_more_may_do_nothing_with_it() -> None:
    promise = a_promise()
    by = an_actor(role=Role.ADMINISTRATOR, organisation=promise.buyer)
    given = shares_of(promise)
    assert {Right.SEE, Right.REPORT} <= given.keys()
    contract = given[Right.SEE].thing
    with as_tenant(promise.supplier.pk):
        assert Contract.objects.filter(root=contract).exists()

    ended = shares.revoke(
        by=by, shared=given[Right.SEE], reason="The contract was terminated", on=TODAY, at=NOON
    )

    assert {one.right for one in ended} == given.keys()
    with as_tenant(promise.supplier.pk):
        assert not Contract.objects.filter(root=contract).exists()
        assert not shares_received(organisation=promise.supplier.pk, on=TODAY).filter(thing=contract).exists()
    with as_tenant(promise.buyer.pk):
        assert set(shares_ended(owner=promise.buyer.pk, on=TODAY)) == set(given.values())
    entry = trail(table="ground_share", row=given[Right.SEE].pk, operation="update")[-1]
    assert (entry.person, entry.reason) == (
        by.person_id,
        "Took back a share of a contract: The contract was terminated",
    )


def test_the_right_to_report_is_taken_back_and_the_reading_stays() -> None:
    promise = a_promise()
    by = an_actor(role=Role.ADMINISTRATOR, organisation=promise.buyer)
    given = shares_of(promise)

    shares.revoke(by=by, shared=given[Right.REPORT], reason="It is over", on=TODAY, at=NOON)

    assert Right.REPORT not in shares_of(promise)
    with as_tenant(promise.supplier.pk):
        assert Contract.objects.filter(root=given[Right.SEE].thing).exists()


def test_it_is_taken_back_once() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    shared = a_share(by)
    shares.revoke(by=by, shared=shared, reason="It is over", on=TODAY, at=NOON)

    with pytest.raises(NotAllowed, match="not shared any more"):
        shares.revoke(by=by, shared=shared, reason="Again", on=TODAY, at=NOON)


def test_what_has_ended_is_listed_for_the_giver_alone() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    shared = a_share(by, kind="confirmation")
    assert shared.organisation is not None
    receiver = an_actor(role=Role.ADMINISTRATOR, organisation=shared.organisation)
    assert shared.thing in source(signed_in(receiver).get("/shares/?show=received"))

    page = signed_in(by).post(f"/shares/{shared.pk}/revoke/", {"reason": "It is over"}, follow=True)

    assert "no longer shared" in page.content.decode()
    assert "It is over" in source(signed_in(by).get("/shares/?show=ended"))
    for part in ("", "received", "ended"):
        assert shared.thing not in source(signed_in(receiver).get(f"/shares/?show={part}"))


def test_the_list_is_paged_and_offers_to_take_back_only_what_may_be() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    a_share(by, kind="policy", everyone=True, thing="PUBLISHED1")
    for number in range(26):
        a_share(by, thing=f"THING{number:05}", on=date(2026, 2, 1))
    client = signed_in(by)

    first, second = source(client.get("/shares/")), source(client.get("/shares/?page=2"))

    assert first.count("Take back<") == 25
    assert second.count("Take back<") == 1
    assert "PUBLISHED1" in second
    assert "Everyone" in second


def test_a_key_that_no_database_holds_is_not_there() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)

    assert signed_in(by).get(f"/shares/{10**40}/revoke/").status_code == 404
