"""The proxies in force, those before them, and the form in which the valuation rule takes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fourfold.define.models import Ledger
from fourfold.define.queries.proxies import as_value, history_of, in_force
from fourfold.define.rules.valuation_rule import ProxyValue, value
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from tests.builders.define import a_lead, a_policy, a_proxy, measures_of

pytestmark = pytest.mark.django_db


def test_in_force_is_the_last_of_each_ledger_and_the_history_is_all_of_them() -> None:
    by = a_lead()
    measure, other, without = measures_of(a_policy(by))
    old = a_proxy(by, measure, value="10.00")
    wellbeing = a_proxy(by, measure, ledger=Ledger.WELLBEING)
    new = a_proxy(by, measure, value="11.00")
    elsewhere = a_proxy(by, other)
    for reader in (by.organisation_id, EVERYONE):
        with as_tenant(reader):
            assert set(in_force([measure.pk])) == {new, wellbeing}
            assert set(in_force([measure.pk, other.pk, without.pk])) == {new, wellbeing, elsewhere}
            assert list(in_force([without.pk])) == list(in_force([])) == []
            assert list(history_of(measure.pk)) == [new, wellbeing, old]


def test_a_proxy_as_the_rule_takes_it() -> None:
    by = a_lead()
    measure = measures_of(a_policy(by))[0]
    a_proxy(by, measure, value="1550.00", low=Decimal(1200), high=Decimal(1900), price_year=2024)
    with as_tenant(by.organisation_id):
        proxy = in_force([measure.pk]).get()
        taken = as_value(proxy)
    assert taken == ProxyValue(
        proxy.ref, Decimal(1550), Decimal(1200), Decimal(1900), "fiscal", 2024, "apprenticeships"
    )
    assert value(Decimal(2), unit=measure.unit, proxy=taken).amount == Decimal(3100)
