"""What the law answered for a procurement is put on record, never changes, and is asked again beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from fourfold.define.queries.law import law_version, rulings_on
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.facts import Authority, Facts, Kind, Nation, Vat
from fourfold.ground.kernel.dated_rules import Moment
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import procurements, rulings
from fourfold.integrate.models import StoredRuling
from fourfold.integrate.queries.rulings import (
    begins_with,
    latest_ruling,
    moments_of,
    ruling_of,
    what_differs,
    what_to_record,
)
from tests.builders.ground import TODAY, an_actor, an_organisation
from tests.builders.integrate import NOW, a_buyer, a_procurement, an_open_tender
from tests.builders.successions import a_passing, all_handed_on

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement

pytestmark = pytest.mark.django_db

FACTS = Facts(
    Authority.BEST_VALUE, Nation.ENGLAND, Kind.WORKS, Decimal(6_000_000), Vat.EXCLUDED, date(2026, 11, 20)
)


def asked(by: Actor, procurement: Procurement, facts: Facts = FACTS) -> StoredRuling:
    return rulings.ask_the_law(by=by, procurement=procurement, facts=facts, on=TODAY)


def test_the_answer_is_kept_as_it_was_given_with_who_asked_and_the_version_of_the_law() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        stored = asked(by, procurement)
        found = latest_ruling(procurement)
    assert found is not None
    assert (found.said.facts, found.said.rulings) == (FACTS, rulings_on(FACTS))
    assert (stored.number, stored.day, stored.asked_on) == (1, FACTS.on, TODAY)
    assert (stored.asked_by_id, stored.law_version) == (by.person_id, law_version())
    assert found.of_this_law
    assert next(each.rule for each in found.those(Answer.APPLIES)) == "procurement-act-2023"


def test_asked_again_another_stands_beside_it_and_says_what_differs() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        first = asked(by, procurement)
        asked(by, procurement, replace(FACTS, value=Decimal(60_000)))
        now, earlier = ruling_of(procurement, 2), ruling_of(procurement, 1)
        assert now is not None
        assert earlier is not None
        found = what_differs(now, earlier)
        assert earlier.row.body == first.body
    assert [(each.name, each.was, each.now) for each in found.facts] == [("value", "6000000", "60000")]
    answers = {each.now.rule: (each.answer_was, each.answer_now) for each in found.rules if each.now}
    assert answers["procurement-act-2023"] == (Answer.APPLIES, Answer.DOES_NOT_APPLY)
    assert answers["below-threshold-reservation"] == (Answer.DOES_NOT_APPLY, Answer.APPLIES)


def test_a_ruling_is_neither_changed_nor_removed_by_anyone() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        stored = asked(by, procurement)
    with (
        pytest.raises(IntegrityError, match="in use"),
        change(by=by, owner=by.organisation_id, reason="x"),
        transaction.atomic(),
    ):
        StoredRuling.objects.filter(pk=stored.pk).update(body={})
    with pytest.raises(IntegrityError, match="in use"), change(by=by, owner=by.organisation_id, reason="x"):
        StoredRuling.objects.filter(pk=stored.pk)._raw_delete("default")


def test_who_may_ask() -> None:
    by = a_buyer()
    organisation = Organisation.objects.get(pk=by.organisation_id)
    procurement = a_procurement(by)
    lead = an_actor(role=(Role.LEAD,), organisation=organisation)
    evaluator = an_actor(role=(Role.EVALUATOR,), organisation=organisation)
    assert rulings.can_ask_the_law(lead, procurement)
    assert not rulings.can_ask_the_law(evaluator, procurement)
    assert not rulings.can_ask_the_law(a_buyer(), procurement)
    with as_tenant(by.organisation_id):
        gone = procurements.abandon(by=by, procurement=procurement, because="No money")
        with pytest.raises(NotAllowed, match="stays as it is"):
            asked(by, gone)


def test_another_organisation_sees_none_of_it() -> None:
    by, other = a_buyer(), a_buyer()
    with as_tenant(by.organisation_id):
        asked(by, a_procurement(by))
    with as_tenant(other.organisation_id):
        assert not StoredRuling.objects.exists()


def test_the_days_follow_the_procurement() -> None:
    by = a_buyer()
    tender = an_open_tender(by)
    with as_tenant(by.organisation_id):
        asked(by, tender)
        ruling = latest_ruling(tender)
        assert ruling is not None
        assert moments_of(ruling) == {Moment.BEGINS: FACTS.on, Moment.TENDER: NOW.date()}
        listed = what_to_record(ruling, today=TODAY)
    by_rule = {each.rule: each for each in listed}
    assert by_rule["lots"].on == NOW.date()
    assert by_rule["contract-details-notice"].on is None
    assert by_rule["contract-details-notice"].waits is Moment.CONTRACT


def test_a_question_begins_with_what_is_known_and_then_with_what_was_asked_last() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    organisation = Organisation.objects.get(pk=by.organisation_id)
    with as_tenant(by.organisation_id):
        begun = begins_with(procurement, None)
        assert begun["authority"] == "best-value" or organisation.nation != "england"
        assert {begun["kind"], begun["value"], begun["vat"]} == {"works", "1000000.00", "excluded"}
        asked(by, procurement, replace(FACTS, vat_rate=Decimal("0.05")))
        again = begins_with(procurement, latest_ruling(procurement))
    assert (again["value"], again["vat_rate"]) == ("6000000", "5")
    assert "on" not in again


def test_a_ruling_goes_with_its_procurement_to_a_successor_and_stays_as_it_is() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        stored = asked(by, procurement)
    successor = an_organisation("New Council")

    all_handed_on(a_passing(Organisation.objects.get(pk=by.organisation_id), successor))

    with as_tenant(successor.pk):
        handed = StoredRuling.objects.get(pk=stored.pk)
    assert (handed.owner_id, handed.body) == (successor.pk, stored.body)


def test_after_the_last_check_it_is_kept_that_nobody_has_looked() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        asked(by, procurement, replace(FACTS, on=FACTS.on + timedelta(days=400)))
        ruling = latest_ruling(procurement)
    assert ruling is not None
    assert not ruling.those(Answer.APPLIES)
    assert ruling.those(Answer.NOT_CHECKED)
