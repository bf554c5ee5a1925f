"""The body that ends says who follows, each successor agrees, and until all did nothing has happened."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from fourfold.ground.organisations.queries import predecessors, standing_for, successors
from fourfold.ground.organisations.tables import Organisation, Succession
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Person, Role
from fourfold.ground.successions.actions import recording
from fourfold.ground.successions.actions.handing_on import can_hand_on, hand_on
from fourfold.ground.successions.queries import passing_of
from fourfold.ground.successions.tables import Inheritance
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.models import Contract
from tests.builders.ground import TODAY, an_actor, an_organisation, trail
from tests.builders.promises import a_promise
from tests.builders.successions import NOON, ORDER, a_passing, asked_for, passing_now

pytestmark = pytest.mark.django_db


def an_administrator(organisation: Organisation | None = None) -> Actor:
    return an_actor(role=Role.ADMINISTRATOR, organisation=organisation)


def test_until_the_successor_agrees_nothing_has_happened() -> None:
    promise, successor = a_promise(), an_organisation("New Council")
    by = an_administrator(promise.buyer)

    passing = asked_for(by, successor)

    assert [one.successor for one in passing.waiting] == [successor]
    assert Organisation.objects.get(pk=promise.buyer.pk).exists_until is None
    assert standing_for(promise.buyer, TODAY) == (promise.buyer,)
    assert successors(promise.buyer, TODAY) == predecessors(successor, TODAY) == []
    again = actor_for(person=Person.objects.get(pk=by.person_id), organisation=passing.predecessor, on=TODAY)
    assert again is not None
    assert again.ended_on is None
    for one in (by, an_administrator(successor)):
        assert not can_hand_on(one, passing, on=TODAY)
        with pytest.raises(NotAllowed, match="Nothing moves before New Council agreed"):
            hand_on(by=one, passing=passing, on=TODAY, at=NOON)
    with pytest.raises(Refused, match="Nothing moves before"):
        hand_on(by=None, passing=passing, on=TODAY, at=NOON)


def test_the_database_moves_nothing_before_the_successor_agrees() -> None:
    promise, successor = a_promise(), an_organisation()
    passing = asked_for(an_administrator(promise.buyer), successor)
    with (
        transaction.atomic(),
        declared(person=None, organisation=None, reason="For a test"),
        as_tenant(MAINTENANCE),
    ):
        Inheritance.objects.create(
            owner=successor,
            root=promise.contract.root,
            succession=passing.successions[0],
            predecessor=promise.buyer,
            handed_on_as="own",
            thing=promise.contract.root,
            kind="contract",
            title="Repairs",
            on=TODAY,
        )
    with (
        pytest.raises(DatabaseError, match="keeps its owner"),
        transaction.atomic(),
        declared(person=None, organisation=None, reason="Moved by hand"),
        as_tenant(MAINTENANCE),
    ):
        Contract.objects.filter(pk=promise.contract.pk).update(owner=successor)


def test_once_agreed_the_body_ends_and_what_it_left_is_handed_on() -> None:
    promise, successor = a_promise(), an_organisation()
    passing = asked_for(an_administrator(promise.buyer), successor)
    theirs = an_administrator(successor)

    recording.agree(by=theirs, passing=passing, on=TODAY)

    passing = passing_now(promise.buyer)
    assert passing.waiting == ()
    assert passing.successions[0].agreed_by_id == theirs.person_id
    assert Organisation.objects.get(pk=promise.buyer.pk).exists_until == TODAY - timedelta(days=1)
    assert successors(promise.buyer, TODAY) == [successor]
    assert hand_on(by=theirs, passing=passing, on=TODAY, at=NOON).things == 2
    told = [one for one in trail(table="ground_succession") if one.person == theirs.person_id]
    assert [one.columns for one in told] == ["agreed_by_id,agreed_on"]


def test_of_a_split_all_must_agree_and_each_for_itself() -> None:
    ending, north, south = an_organisation(), an_organisation("North"), an_organisation("South")
    passing = asked_for(an_administrator(ending), north, south)
    recording.agree(by=an_administrator(north), passing=passing, on=TODAY)

    passing = passing_now(ending)
    assert [one.successor for one in passing.waiting] == [south]
    assert successors(ending, TODAY) == [], "half a split is none"
    with pytest.raises(NotAllowed, match="nothing to agree"):
        recording.agree(by=an_administrator(north), passing=passing, on=TODAY)

    recording.agree(by=an_administrator(south), passing=passing, on=TODAY)
    assert {one.name for one in successors(ending, TODAY)} == {"North", "South"}


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("side", ["predecessor", "successor", "stranger"])
def test_who_may_agree_and_who_may_say_no(role: str, side: str) -> None:
    bodies = {"predecessor": an_organisation(), "successor": an_organisation(), "stranger": an_organisation()}
    passing = asked_for(an_administrator(bodies["predecessor"]), bodies["successor"])
    by = an_actor(role=role, organisation=bodies[side])
    administrator = role == Role.ADMINISTRATOR
    assert recording.can_agree(by, passing) is (administrator and side == "successor")
    assert recording.can_take_back(by, passing) is (administrator and side != "stranger")


@pytest.mark.parametrize("side", ["predecessor", "successor"])
def test_no_ends_the_matter_and_the_trail_keeps_who_said_it(side: str) -> None:
    ending, following = an_organisation(), an_organisation()
    passing = asked_for(an_administrator(ending), following)
    by = an_administrator(ending if side == "predecessor" else following)

    recording.take_back(by=by, passing=passing)

    assert passing_of(ending) is None
    assert [one.person for one in trail(table="ground_succession", operation="delete")] == [by.person_id]
    with pytest.raises(Refused, match="meanwhile"):
        recording.take_back(by=by, passing=passing)
    with pytest.raises(Refused, match="meanwhile"):
        recording.agree(by=an_administrator(following), passing=passing, on=TODAY)
    # It can be written down anew.
    asked_for(an_administrator(ending), following)


def test_what_stands_cannot_be_taken_back() -> None:
    ending, following = an_organisation(), an_organisation()
    passing = a_passing(ending, following)
    for body in (ending, following):
        assert not recording.can_take_back(an_administrator(body), passing)


def test_the_operator_agrees_for_a_body_in_which_nobody_works() -> None:
    ending, following = an_organisation(), an_organisation()
    asked_for(an_administrator(ending), following)
    passing = a_passing(ending, following)
    assert passing.waiting == ()
    assert passing.successions[0].agreed_by is None
    assert Organisation.objects.get(pk=ending.pk).exists_until == TODAY - timedelta(days=1)


def test_nobody_writes_themselves_into_anothers_place() -> None:
    ending, following = an_organisation(), an_organisation()
    with pytest.raises(NotAllowed, match="Only the organisation that ends"):
        recording.record(
            by=an_administrator(following),
            predecessor=ending,
            successors=[following],
            kind="merged",
            first_day=TODAY,
            source=ORDER,
        )
    assert not Succession.objects.exists()


def test_of_two_who_follow_each_other_the_second_is_refused() -> None:
    one, other = an_organisation(), an_organisation()
    first = asked_for(an_administrator(one), other, first_day=TODAY + timedelta(days=10))
    with pytest.raises(Refused, match="itself followed by"):
        asked_for(an_administrator(other), one, first_day=TODAY + timedelta(days=5))
    recording.agree(by=an_administrator(other), passing=first, on=TODAY)
