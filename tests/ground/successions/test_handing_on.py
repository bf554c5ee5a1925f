"""What a body leaves goes to its successor once: promises, deliveries, procurements; what is closed stays and is read."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from fourfold.define.models import Policy
from fourfold.ground.organisations.tables import Organisation, Succession
from fourfold.ground.organisations.tenancy import MAINTENANCE, Owned, Right, Share, as_tenant, share
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import ChangedMeanwhile, Refused, change
from fourfold.ground.people.tables import Role
from fourfold.ground.successions.actions.handing_on import can_hand_on, can_see, hand_on
from fourfold.ground.successions.queries import inherited_from, left_of
from fourfold.ground.successions.tables import Inheritance
from fourfold.ground.trail.chain import chain_all
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.verify import verify
from fourfold.integrate.models import Commitment, Contract
from fourfold.integrate.queries.commitments import commitment_row
from fourfold.measure.models import Account
from fourfold.partner.actions import confirmations, verifications
from fourfold.partner.actions.deliveries import report
from fourfold.partner.models import Confirmation, Delivery
from tests.builders.ground import TODAY, an_actor, an_organisation, trail
from tests.builders.measure import a_published_account, an_account
from tests.builders.promises import A_NOTE, NOW, Promise, a_delivery, a_promise
from tests.builders.successions import NOON, a_passing, all_handed_on

pytestmark = pytest.mark.django_db


def owner_of(row: Owned) -> int:
    with as_tenant(MAINTENANCE):
        return int(type(row)._base_manager.values_list("owner_id", flat=True).get(pk=row.pk))


def sees(tenant: int, row: Owned) -> bool:
    with as_tenant(tenant):
        return bool(type(row)._base_manager.filter(pk=row.pk).exists())


def rows_of(tenant: int, model: Any) -> int:
    with as_tenant(MAINTENANCE):
        return int(model.objects.filter(owner=tenant).count())


def test_an_open_contract_goes_with_its_promises_and_deliveries() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    successor = an_organisation("New Council")

    done = all_handed_on(a_passing(promise.buyer, successor))

    assert (done.things, done.parts) == (2, 0), "the contract and the policy in use"
    assert owner_of(promise.contract) == owner_of(delivery) == successor.pk
    for model in (Contract, Commitment, Delivery, Confirmation):
        assert rows_of(promise.buyer.pk, model) == 0, model
        assert rows_of(successor.pk, model) == 1, model
    # Who could read it still can, and the successor reads it.
    for reader in (promise.buyer, successor, promise.supplier):
        assert sees(reader.pk, promise.contract), reader
        assert sees(reader.pk, delivery), reader
    assert sees(promise.recipient.pk, delivery)
    assert not sees(promise.recipient.pk, promise.contract)
    assert not sees(an_organisation().pk, promise.contract)


def test_the_successor_goes_on_where_the_body_ended() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    successor = an_organisation("New Council")
    all_handed_on(a_passing(promise.buyer, successor))

    with as_tenant(promise.recipient.pk):
        confirmation = Confirmation.objects.select_related("delivery").get(delivery=delivery)
        confirmations.confirm(
            by=promise.community, confirmation=confirmation, quantity=Decimal(10), words="", on=TODAY
        )
    manager = an_actor(role=Role.CONTRACT_MANAGER, organisation=successor)
    with as_tenant(successor.pk):
        verifications.verify(
            by=manager,
            delivery=Delivery.objects.get(pk=delivery.pk),
            quantity=Decimal(10),
            on_evidence="Seen.",
            on=TODAY,
        )
    with as_tenant(promise.supplier.pk):
        row = commitment_row(pk=promise.commitment.pk)
        again = a_delivery(
            Promise(**{**{name: getattr(promise, name) for name in Promise.__slots__}, "commitment": row})
        )
    assert owner_of(again) == successor.pk
    # The body that ended reads what was its own, and not what came after; it changes neither.
    assert sees(promise.buyer.pk, delivery)
    assert not sees(promise.buyer.pk, again)
    with (
        as_tenant(promise.buyer.pk),
        pytest.raises((NotAllowed, Refused, ChangedMeanwhile, DatabaseError)),
        transaction.atomic(),
    ):
        verifications.verify(
            by=promise.manager,
            delivery=Delivery.objects.get(pk=delivery.pk),
            quantity=Decimal(10),
            on_evidence="Seen.",
            on=TODAY,
        )


def test_twice_changes_nothing() -> None:
    promise = a_promise()
    a_delivery(promise)
    passing = a_passing(promise.buyer, an_organisation())
    all_handed_on(passing)
    before = len(trail())

    again = all_handed_on(passing)

    assert (again.things, again.parts, again.rows, again.read) == (0, 0, 0, 0)
    assert len(trail()) == before


def test_what_is_closed_stays_and_the_successor_reads_it() -> None:
    promise = a_promise(starts_on=date(2022, 4, 1), ends_on=date(2024, 3, 31))
    successor = an_organisation()

    done = all_handed_on(a_passing(promise.buyer, successor))

    assert owner_of(promise.contract) == promise.buyer.pk
    assert sees(successor.pk, promise.contract)
    assert done.read == 1
    with change(by=an_actor(organisation=successor), owner=successor.pk, reason="Written"):
        assert Contract.objects.filter(pk=promise.contract.pk).update(title="Changed") == 0
    with as_tenant(successor.pk):
        assert Contract.objects.get(pk=promise.contract.pk).title == "Repairs"


def test_a_contract_that_has_ended_goes_while_a_delivery_waits() -> None:
    promise = a_promise(starts_on=date(2025, 4, 1), ends_on=date(2026, 11, 22))
    with as_tenant(promise.supplier.pk):
        report(
            by=promise.reporter,
            commitment=promise.commitment,
            quantity=Decimal(1),
            starts_on=date(2026, 10, 1),
            ends_on=date(2026, 10, 31),
            words="One.",
            uploads=[A_NOTE],
            on=TODAY,
            at=NOW,
        )
    successor = an_organisation()
    all_handed_on(a_passing(promise.buyer, successor))
    assert owner_of(promise.contract) == successor.pk


def test_a_published_account_stays_and_a_draft_goes() -> None:
    promise = a_promise()
    published = a_published_account(promise)
    draft = an_account(promise, title="The next one")
    successor = an_organisation()

    all_handed_on(a_passing(promise.buyer, successor))

    assert owner_of(published) == promise.buyer.pk
    assert owner_of(draft) == successor.pk
    assert sees(successor.pk, published)
    with as_tenant(MAINTENANCE):
        assert Account.objects.get(pk=published.pk).sha256 == published.sha256


def test_both_chains_hold_it_and_verify() -> None:
    promise = a_promise()
    a_delivery(promise)
    chain_all()
    assert verify().intact
    successor = an_organisation()
    by = an_actor(role=Role.ADMINISTRATOR, organisation=successor)

    all_handed_on(a_passing(promise.buyer, successor), by=by)

    chain_all()
    checked = verify()
    assert checked.intact, checked.faults
    moved = [
        one
        for one in trail(table="integrate_contract", row=promise.contract.pk, operation="update")
        if one.columns == "owner_id,version"
    ]
    assert [(one.owner, one.other_owner, one.person) for one in moved] == [
        (successor.pk, promise.buyer.pk, by.person_id)
    ]
    written = trail(table="ground_inheritance", operation="insert")
    assert written
    assert {(one.owner, one.other_owner) for one in written} == {(successor.pk, promise.buyer.pk)}


def test_a_supplier_that_is_followed_hands_on_its_part() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    successor = an_organisation("New Homes")

    done = all_handed_on(a_passing(promise.supplier, successor))

    assert done.parts >= 1
    with as_tenant(MAINTENANCE):
        assert Contract.objects.get(pk=promise.contract.pk).supplier_id == successor.pk
        assert owner_of(promise.contract) == promise.buyer.pk
        held = set(
            Share.objects.in_force(TODAY)
            .filter(thing=promise.contract.root, organisation__in=[promise.supplier, successor])
            .values_list("organisation", "right")
        )
    assert held == {
        (promise.supplier.pk, Right.SEE),
        (successor.pk, Right.SEE),
        (successor.pk, Right.REPORT),
    }
    assert sees(successor.pk, delivery)


def test_a_recipient_that_is_followed_is_asked_in_its_successor() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    successor = an_organisation()
    all_handed_on(a_passing(promise.recipient, successor))

    community = an_actor(role=Role.COMMUNITY, organisation=successor)
    with as_tenant(successor.pk):
        confirmation = Confirmation.objects.select_related("delivery").get(delivery=delivery)
        confirmations.confirm(
            by=community, confirmation=confirmation, quantity=Decimal(10), words="", on=TODAY
        )
    assert not [one for one in trail(table="partner_confirmation") if one.owner != promise.buyer.pk], (
        "the answer is in the buyer's chain"
    )


def test_of_a_split_each_thing_goes_where_a_person_says() -> None:
    promise = a_promise()
    north, south = an_organisation("North"), an_organisation("South")
    passing = a_passing(promise.buyer, north, south)
    left = left_of(passing, TODAY)
    contract, policy = promise.contract.root, next(one.ref for one in left.things if one.kind == "policy")
    assert {one.ref for one in left.things} == {contract, policy}
    with pytest.raises(Refused, match="which successor"):
        all_handed_on(passing)

    all_handed_on(passing, to={contract: north})

    assert owner_of(promise.contract) == north.pk
    assert [one.ref for one in left_of(passing, TODAY).things] == [policy]
    assert not sees(south.pk, promise.contract)
    all_handed_on(passing, to={policy: south})
    assert left_of(passing, TODAY).count == 0
    with as_tenant(MAINTENANCE):
        assert Policy.objects.get(root=policy).owner_id == south.pk
    with as_tenant(north.pk):
        assert {one.kind for one in inherited_from(promise.buyer.pk)} >= {"contract"}


def test_nobody_outside_is_given_anything() -> None:
    promise = a_promise()
    passing = a_passing(promise.buyer, an_organisation(), an_organisation())
    with pytest.raises(Refused, match="does not follow"):
        all_handed_on(passing, to={promise.contract.root: an_organisation("Stranger")})


def test_nothing_moves_before_the_day() -> None:
    promise = a_promise()
    passing = a_passing(promise.buyer, an_organisation(), first_day=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="followed only from 24 November 2026"):
        all_handed_on(passing)
    assert owner_of(promise.contract) == promise.buyer.pk
    all_handed_on(passing, on=TODAY + timedelta(days=1))


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("side", ["predecessor", "successor", "stranger"])
@pytest.mark.parametrize("split", [False, True])
def test_who_may(role: str, side: str, split: bool) -> None:
    ending, following, stranger = an_organisation(), an_organisation(), an_organisation()
    passing = a_passing(ending, following, *([an_organisation()] if split else []))
    by = an_actor(
        role=role,
        organisation={"predecessor": ending, "successor": following, "stranger": stranger}[side],
    )
    administrator = role == Role.ADMINISTRATOR
    assert can_see(by, passing) is (administrator and side != "stranger")
    may = administrator and (side == "predecessor" or (side == "successor" and not split))
    assert can_hand_on(by, passing, on=TODAY) is may
    if not may:
        with pytest.raises(NotAllowed):
            hand_on(by=by, passing=passing, to={}, on=TODAY, at=NOON)


def test_the_operator_needs_no_person() -> None:
    promise = a_promise()
    all_handed_on(a_passing(promise.buyer, an_organisation()))
    with as_tenant(MAINTENANCE):
        assert set(Inheritance.objects.values_list("by", flat=True)) == {None}


# The database itself: no row changes hands in any other way.


def moved(promise: Promise, to: Organisation, **values: object) -> None:
    with (
        transaction.atomic(),
        declared(person=None, organisation=None, reason="Moved by hand"),
        as_tenant(MAINTENANCE),
    ):
        Contract.objects.filter(pk=promise.contract.pk).update(owner=to, **values)


def written_down(promise: Promise, succession: Succession, *, root: str = "") -> None:
    with (
        transaction.atomic(),
        declared(person=None, organisation=None, reason="For a test"),
        as_tenant(MAINTENANCE),
    ):
        Inheritance.objects.create(
            owner=succession.successor,
            root=root or promise.contract.root,
            succession=succession,
            predecessor=succession.predecessor,
            handed_on_as="own",
            thing=promise.contract.root,
            kind="contract",
            title="Repairs",
            on=TODAY,
        )


def test_maintenance_itself_cannot_move_a_row_without_a_succession() -> None:
    promise = a_promise()
    with pytest.raises(DatabaseError, match="keeps its owner"):
        moved(promise, an_organisation())


def test_a_succession_alone_moves_nothing() -> None:
    promise, successor = a_promise(), an_organisation()
    a_passing(promise.buyer, successor)
    with pytest.raises(DatabaseError, match="keeps its owner"):
        moved(promise, successor)


@pytest.mark.parametrize("fault", ["another root", "another body", "before the day", "something else too"])
def test_what_is_written_down_moves_that_and_only_that(fault: str) -> None:
    promise, successor = a_promise(), an_organisation()
    day = timezone.localdate() + timedelta(days=1 if fault == "before the day" else 0)
    succession = a_passing(promise.buyer, successor, first_day=day).successions[0]
    written_down(promise, succession, root="ABCDEFGHJK" if fault == "another root" else "")
    values = {"title": "Changed"} if fault == "something else too" else {}
    with pytest.raises(DatabaseError, match="keeps its owner"):
        moved(promise, an_organisation() if fault == "another body" else successor, **values)


def test_a_share_never_changes_who_gave_it() -> None:
    promise, successor = a_promise(), an_organisation()
    succession = a_passing(promise.buyer, successor).successions[0]
    written_down(promise, succession)
    with (
        pytest.raises(DatabaseError, match="keeps its owner"),
        transaction.atomic(),
        declared(person=None, organisation=None, reason="Moved by hand"),
        as_tenant(MAINTENANCE),
    ):
        Share.objects.filter(thing=promise.contract.root).update(owner=successor)


def test_what_was_inherited_is_not_handed_on_as_a_record() -> None:
    """A second reorganisation moves the contract again; what the first one did stays written where it was."""
    promise, second, third = a_promise(), an_organisation("Second"), an_organisation("Third")
    all_handed_on(a_passing(promise.buyer, second))
    all_handed_on(a_passing(second, third))
    assert owner_of(promise.contract) == third.pk
    with as_tenant(MAINTENANCE):
        chain = Inheritance.objects.filter(root=promise.contract.root).order_by("pk")
        assert [(one.predecessor_id, one.owner_id) for one in chain] == [
            (promise.buyer.pk, second.pk),
            (second.pk, third.pk),
        ]
    for reader in (promise.buyer, second, third, promise.supplier):
        assert sees(reader.pk, promise.contract)


def test_a_share_for_a_time_is_given_anew_for_the_rest_of_it() -> None:
    promise, successor, auditor = a_promise(), an_organisation(), an_organisation()
    with change(by=promise.manager, owner=promise.buyer.pk, reason="For a test"):
        given = share(
            owner=promise.buyer,
            thing=promise.contract.root,
            kind="contract",
            organisation=auditor,
            right=Right.AUDIT,
            on=date(2026, 1, 1),
            reason="Audit",
        )
        given.until_day = date(2026, 12, 31)
        given.save()
    all_handed_on(a_passing(promise.buyer, successor))
    with as_tenant(MAINTENANCE):
        anew = Share.objects.get(owner=successor, organisation=auditor)
        assert (anew.right, anew.from_day, anew.until_day) == (Right.AUDIT, TODAY, date(2026, 12, 31))
        assert Share.objects.get(pk=given.pk).revoked_at == NOON


def test_of_two_that_are_merged_each_contract_goes_and_only_one_policy() -> None:
    """A body has one policy: the second stays where it was adopted, and the successor reads it."""
    one, other, successor = a_promise(), a_promise(), an_organisation()
    first, second = a_passing(one.buyer, successor), a_passing(other.buyer, successor)
    assert all_handed_on(first).things == 2
    assert {thing.kind for thing in left_of(second, TODAY).things} == {"contract"}

    assert all_handed_on(second).things == 1

    assert left_of(second, TODAY).count == 0
    assert rows_of(successor.pk, Contract) == 2
    with as_tenant(MAINTENANCE):
        stayed = Policy.objects.get(owner=other.buyer)
    assert sees(successor.pk, stayed)
    again = all_handed_on(second)
    assert (again.things, again.rows, again.read) == (0, 0, 0)


def test_of_a_split_a_policy_is_not_given_to_who_has_one() -> None:
    promise, with_policy, south = a_promise(), a_promise().buyer, an_organisation("South")
    passing = a_passing(promise.buyer, with_policy, south)
    policy = next(one.ref for one in left_of(passing, TODAY).things if one.kind == "policy")
    with pytest.raises(Refused, match="has a policy of its own"):
        all_handed_on(passing, to={policy: with_policy})
    all_handed_on(passing, to={policy: south})
    assert rows_of(south.pk, Policy) == 1
