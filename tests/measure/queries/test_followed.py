"""What two bodies published before they were merged is found under their successor, with dates; what was split is told apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fourfold.ground.kernel.periods import Period
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.measure.models import Account
from fourfold.measure.queries.followed import FollowedFigures, figures_of_followed
from tests.builders.ground import TODAY, an_organisation
from tests.builders.measure import LIFE, a_published_account, an_account, verified
from tests.builders.promises import Promise, a_delivery, a_promise
from tests.builders.successions import a_passing, all_handed_on

pytestmark = pytest.mark.django_db


def published(promise: Promise, *, of_contract: bool = False, period: Period = LIFE) -> Account:
    return a_published_account(
        promise, account=an_account(promise, of_contract=of_contract, period=period, title=promise.buyer.name)
    )


def a_body(quantity: int) -> Promise:
    promise = a_promise()
    verified(promise, a_delivery(promise), quantity)
    return promise


def found(organisation: Organisation, on: date = TODAY) -> FollowedFigures:
    with as_tenant(organisation.pk):
        return figures_of_followed(organisation.pk, on=on)


def test_figures_of_both_merged_bodies_are_found_under_the_successor_with_dates() -> None:
    one, other, successor = a_body(10), a_body(7), an_organisation()
    of_one, of_other = published(one), published(other)
    assert found(successor) == FollowedFigures((), ())
    for each in (one, other):
        all_handed_on(a_passing(each.buyer, successor))

    figures = found(successor)

    assert {account.pk for account in figures.accounts} == {of_one.pk, of_other.pk}
    (measure,) = figures.measures
    assert measure.whole == Decimal(17)
    assert {(each.body, each.verified) for each in measure.bodies} == {
        (one.buyer.name, Decimal(10)),
        (other.buyer.name, Decimal(7)),
    }
    assert {(each.account.starts_on, each.account.ends_on) for each in measure.bodies} == {
        (LIFE.start, LIFE.end)
    }
    assert found(one.buyer) == FollowedFigures((), ()), "the body of then follows nobody"


def test_what_was_split_is_told_apart_and_added_to_nobody() -> None:
    body, north, south = a_body(10), an_organisation("North"), an_organisation("South")
    published(body)
    a_passing(body.buyer, north, south)
    for each in (north, south):
        (measure,) = found(each).measures
        assert measure.whole == 0
        assert [(one.verified, one.held_by) for one in measure.bodies] == [(Decimal(10), ("North", "South"))]


def test_an_account_of_a_contract_is_found_and_not_counted_again() -> None:
    body, successor = a_body(10), an_organisation()
    published(body, of_contract=True)
    published(body)
    published(body, period=Period(date(2026, 4, 1), date(2026, 10, 31)))
    a_passing(body.buyer, successor)
    figures = found(successor)
    assert len(figures.accounts) == 3
    assert [len(measure.bodies) for measure in figures.measures] == [1]
    assert figures.measures[0].whole == Decimal(10)


def test_however_many_steps_on() -> None:
    body, second, third = a_body(10), an_organisation(), an_organisation()
    published(body)
    a_passing(body.buyer, second, first_day=date(2025, 4, 1))
    a_passing(second, third)
    assert found(third).measures[0].whole == Decimal(10)


def test_before_the_day_nothing_is_found() -> None:
    body, successor = a_body(10), an_organisation()
    published(body)
    a_passing(body.buyer, successor, first_day=date(2027, 4, 1))
    assert found(successor) == FollowedFigures((), ())
    assert found(successor, date(2027, 4, 1)).measures[0].whole == Decimal(10)
