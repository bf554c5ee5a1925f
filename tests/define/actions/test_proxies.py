"""Pounds for a unit: who sets them, from what source, and that no earlier figure is ever changed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from fourfold.define.actions import proxies
from fourfold.define.models import Ledger, Measure, Proxy
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from tests.builders.define import a_lead, a_policy, a_proxy, a_source, measures_of
from tests.builders.ground import an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return a_lead()


@pytest.fixture
def measure(by: Actor) -> Measure:
    return measures_of(a_policy(by))[0]


def values(measure: Measure) -> list[tuple[Any, ...]]:
    with as_tenant(measure.owner_id):
        return list(Proxy.objects.filter(measure=measure).order_by("pk").values_list())


@pytest.mark.parametrize("role", list(Role))
def test_only_a_lead_of_the_organisation_sets_a_value(by: Actor, measure: Measure, role: Role) -> None:
    own = an_actor(role=role, organisation=Organisation.objects.get(pk=by.organisation_id))
    for actor, allowed in ((own, role == Role.LEAD), (an_actor(role=role), False)):
        assert proxies.can_record(actor, measure) is allowed
        if allowed:
            proxies.check_can_record(actor, measure)
        else:
            with pytest.raises(NotAllowed, match=r"\.$"):
                proxies.check_can_record(actor, measure)
            with pytest.raises(NotAllowed):
                a_proxy(actor, measure)
    assert values(measure) == []


def test_a_new_figure_supersedes_and_the_old_one_stays_to_the_letter(by: Actor, measure: Measure) -> None:
    first = a_proxy(by, measure, value="1500.00")
    before = values(measure)
    second = a_proxy(by, measure, value="1550.00", title=" Cost of an apprentice ")
    third = a_proxy(by, measure, value="1600.00")
    assert (first.supersedes_id, second.supersedes_id, third.supersedes_id) == (None, first.pk, second.pk)
    assert values(measure)[:1] == before
    assert (first.title, second.title) == (measure.title, "Cost of an apprentice")
    assert second.root == measure.root


def test_ledgers_are_kept_apart(by: Actor, measure: Measure) -> None:
    fiscal = a_proxy(by, measure, ledger=Ledger.FISCAL)
    wellbeing = a_proxy(by, measure, ledger=Ledger.WELLBEING)
    again = a_proxy(by, measure, ledger=Ledger.FISCAL)
    assert (wellbeing.supersedes_id, again.supersedes_id) == (None, fiscal.pk)


def test_the_module_offers_no_way_to_edit_or_remove_a_figure() -> None:
    actions = {
        name for name, thing in vars(proxies).items() if getattr(thing, "__module__", "") == proxies.__name__
    }
    assert {name for name in actions if not name.startswith("_")} == {
        "ProxySource",
        "check_can_record",
        "can_record",
        "record",
    }


def test_the_database_lets_a_figure_be_superseded_once_and_stand_within_its_range(
    by: Actor, measure: Measure
) -> None:
    first = a_proxy(by, measure)
    second = a_proxy(by, measure)
    third = a_proxy(by, measure, low=Decimal(1), high=Decimal(2_000))
    with change(by=by, owner=measure.owner_id, reason="For a test"):
        for wrong in ({"supersedes": first}, {"value": Decimal(2_001)}, {"ledger": "moral"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Proxy.objects.filter(pk=third.pk).update(**wrong)
    assert second.supersedes_id == first.pk


@pytest.mark.parametrize("words", ["", "  ", "n/a", "TBC", "[todo]", "—", "unknown"])
@pytest.mark.parametrize(
    ("part", "field"), [("title", "source_title"), ("publisher", "source_publisher"), ("licence", "licence")]
)
def test_no_figure_without_a_source(by: Actor, measure: Measure, words: str, part: str, field: str) -> None:
    with pytest.raises(Refused, match="No figure without a source") as refused:
        a_proxy(by, measure, source=a_source(**{part: words}))
    assert refused.value.field == field
    assert values(measure) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"value": "0"}, "value"),
        ({"value": "-1"}, "value"),
        ({"value": "1000000000.01"}, "value"),
        ({"value": "1.005"}, "value"),
        ({"low": Decimal(1)}, "high"),
        ({"high": Decimal(2_000)}, "low"),
        ({"low": Decimal(1_501), "high": Decimal(2_000)}, "low"),
        ({"low": Decimal(1), "high": Decimal(1_499)}, "low"),
        ({"low": Decimal(-1), "high": Decimal(2_000)}, "low"),
        ({"low": Decimal("1.001"), "high": Decimal(2_000)}, "low"),
        ({"ledger": "moral"}, "ledger"),
        ({"price_year": 20_255}, "price_year"),
        ({"price_year": 1}, "price_year"),
        ({"source": a_source(href="javascript:alert(1)")}, "source_href"),
        ({"source": a_source(grade="hearsay")}, "source_grade"),
    ],
)
def test_figures_that_cannot_be_are_refused_beside_their_field(
    by: Actor,
    measure: Measure,
    changed: dict[str, Any],
    field: str,
) -> None:
    with pytest.raises(Refused) as refused:
        a_proxy(by, measure, **changed)
    assert refused.value.field == field
    assert values(measure) == []


def test_the_second_who_sets_a_value_unseen_is_told(by: Actor, measure: Measure) -> None:
    first = a_proxy(by, measure, after="")
    with pytest.raises(Refused, match="Somebody else set a value"):
        a_proxy(by, measure, value="1.00", after="")
    assert len(values(measure)) == 1
    assert a_proxy(by, measure, after=first.ref).supersedes_id == first.pk
