"""The record of what was considered as a gate: open while people are asked, frozen at the tender, overridden by two."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from fourfold.define.rules.law.typed_facts import read_facts
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import ChangedMeanwhile, Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import consideration, engagement, gate, procurements, tender
from fourfold.integrate.actions.engagement import Engagement
from fourfold.integrate.actions.rulings import ask_the_law
from fourfold.integrate.models import (
    Consideration,
    ConsiderationVersion,
    GateOverride,
    MarketEngagement,
    Procurement,
    ProcurementState,
)
from fourfold.integrate.queries.exceptions import KINDS
from fourfold.integrate.queries.gate import gate_of
from fourfold.integrate.queries.readiness import what_stops_opening
from fourfold.integrate.queries.rulings import begins_with, latest_ruling
from fourfold.integrate.queries.waiting import waiting_for
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import (
    CLOSES,
    NOW,
    a_buyer,
    a_considered_procurement,
    a_procurement,
    an_open_tender,
    an_opener,
    considered,
    details,
)

pytestmark = pytest.mark.django_db


def fresh(procurement: Procurement) -> Procurement:
    found: Procurement = Procurement.objects.select_related("owner").get(pk=procurement.pk)
    return found


def ask(by: Actor, procurement: Procurement) -> None:
    facts = {
        "authority": "best-value",
        "nation": "england",
        "kind": "works",
        "value": "1000000",
        "vat": "excluded",
    }
    ask_the_law(by=by, procurement=procurement, facts=read_facts({**facts, "on": "2026-11-20"}), on=TODAY)


def talk(**more: Any) -> Engagement:
    values = {
        "title": "Meeting with providers",
        "starts_on": TODAY - timedelta(days=9),
        "ends_on": TODAY - timedelta(days=9),
        "who_took_part": "Six firms and two charities.",
        "told_to_all": "The slides and every answer, on our site.",
        "notice_on": None,
        "notice_reference": "",
        "no_notice_because": "",
    }
    return Engagement(**{**values, **more})


def test_the_record_stays_open_while_people_are_asked_and_each_state_of_it_is_kept() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        record = consideration.record(
            by=by, procurement=procurement, considered=considered(no_ruling_because=""), on=TODAY
        )
        assert what_stops_opening(fresh(procurement))[0].startswith("Ask which rules of the law apply")
        ask(by, fresh(procurement))
        assert not gate_of(fresh(procurement)).lacks
        # Asking the law is no edit of the record: who is writing it goes on.
        more = considered(no_ruling_because="", social="Less loneliness.")
        changed = consideration.record(
            by=by, procurement=fresh(procurement), considered=more, on=TODAY, version=record.version
        )
        consideration.record(
            by=by, procurement=fresh(procurement), considered=more, on=TODAY, version=changed.version
        )
        kept = list(ConsiderationVersion.objects.values_list("number", "ruling_number", "answers__social"))
        assert kept == [(1, None, ""), (2, 1, "Less loneliness.")]
        with (
            change(by=by, owner=by.organisation_id, reason="For a test"),
            pytest.raises(DatabaseError),
            transaction.atomic(),
        ):
            ConsiderationVersion.objects.update(answers={})


def test_a_ruling_is_out_of_date_when_what_is_bought_became_something_else() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        ask(by, procurement)
        consideration.record(
            by=by, procurement=fresh(procurement), considered=considered(no_ruling_because=""), on=TODAY
        )
        now = fresh(procurement)
        procurements.edit(
            by=by, procurement=now, details=details(kind="goods", amount=Decimal(90_000)), version=now.version
        )
        now = fresh(procurement)
        assert gate_of(now).changed == (
            "it was “Works” and is “Goods”",
            "the estimate was £1,000,000.00 and is £90,000.00",
        )
        assert what_stops_opening(now)[0].startswith("Ask again which rules")
        begun = begins_with(now, latest_ruling(now))
        assert (begun["kind"], begun["value"], begun["vat"]) == ("goods", "90000.00", "excluded")


def test_what_bidders_were_told_rests_on_a_record_that_the_database_keeps() -> None:
    by = a_buyer()
    procurement = an_open_tender(by)
    with as_tenant(by.organisation_id):
        with pytest.raises(NotAllowed, match="no longer changes"):
            consideration.record(by=by, procurement=procurement, considered=considered(), on=TODAY, version=1)
        with change(by=by, owner=by.organisation_id, reason="For a test"):
            with pytest.raises(DatabaseError), transaction.atomic():
                Consideration.objects.filter(procurement=procurement).update(improvement="More")
            with pytest.raises(DatabaseError), transaction.atomic():
                MarketEngagement.objects.create(
                    owner_id=by.organisation_id,
                    root=procurement.root,
                    procurement=procurement,
                    title="Afterwards",
                    starts_on=TODAY,
                    ends_on=TODAY,
                    entered_by_id=by.person_id,
                )


def test_talks_with_the_market_are_on_record_with_what_all_were_told_and_the_notice() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    with as_tenant(by.organisation_id):
        record = engagement.record(by=by, procurement=procurement, engagement=talk(told_to_all=""), on=TODAY)
        assert [each.split("“")[0] for each in what_stops_opening(procurement)] == [
            "Say what everybody was told after ",
            "Say when the notice of ",
        ]
        engagement.correct(
            by=by,
            record=record,
            engagement=talk(notice_on=TODAY - timedelta(days=20), notice_reference="UK2-123"),
            seen=record.version,
            on=TODAY,
        )
        assert what_stops_opening(procurement) == []
        with pytest.raises(ChangedMeanwhile):
            engagement.correct(by=by, record=record, engagement=talk(), seen=record.version, on=TODAY)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"ends_on": date(2020, 1, 1)}, "ends_on"),
        ({"who_took_part": ""}, "who_took_part"),
        ({"notice_on": TODAY}, "notice_reference"),
        ({"notice_on": TODAY + timedelta(days=1), "notice_reference": "UK2"}, "notice_on"),
        ({"notice_on": TODAY, "notice_reference": "UK2", "no_notice_because": "None"}, "no_notice_because"),
    ],
)
def test_a_record_of_talks_lacks_nothing_that_is_over(wrong: dict[str, Any], field: str) -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        with pytest.raises(Refused) as refusal:
            engagement.record(by=by, procurement=procurement, engagement=talk(**wrong), on=TODAY)
        assert refusal.value.field == field
        engagement.record(
            by=by,
            procurement=procurement,
            engagement=talk(ends_on=TODAY + timedelta(days=3), who_took_part=""),
            on=TODAY,
        )


def test_a_tender_opens_without_its_record_only_by_two_and_an_auditor_sees_it() -> None:
    by = a_buyer(Role.COMMISSIONER, Role.APPROVER)
    council = Organisation.objects.get(pk=by.organisation_id)
    approver, another = (an_actor(role=Role.APPROVER, organisation=council) for _ in range(2))
    procurement = a_procurement(by)
    with as_tenant(council.pk):
        asked: dict[str, Any] = {
            "by": by,
            "procurement": procurement,
            "because": "The shelter burnt down.",
            "approver": approver.person_ref,
            "on": TODAY,
        }
        for wrong, field in (({"because": " "}, "because"), ({"approver": by.person_ref}, "approver")):
            with pytest.raises(Refused) as refusal:
                gate.ask_to_pass(**{**asked, **wrong})
            assert refusal.value.field == field
        override = gate.ask_to_pass(**asked)
        assert what_stops_opening(fresh(procurement))[0].startswith("Record what was considered")
        assert "Agree or not" in waiting_for(approver, at=NOW, most=5)[0].words
        for who in (by, another):
            assert not gate.can_agree(who, override)
        gate.agree(by=approver, override=override, seen=override.version, on=TODAY)
        now = fresh(procurement)
        assert now.state == ProcurementState.CONSIDERING
        assert what_stops_opening(now) == ["Say how bids will be judged", "Assess conflicts of interest"]
        agreed = GateOverride.objects.select_related("procurement").get()
        assert agreed.lacked[0] == "Record what was considered before the procurement"
        assert not gate.can_agree(approver, agreed)
        assert not gate.can_ask_to_pass(by, now)
        kind = next(each for each in KINDS if each.key == "gate-overridden")
        assert "The shelter burnt down." in kind.describe(kind.rows(council.pk, TODAY)[0]).words


def test_the_person_who_asked_and_no_reason_are_refused_by_the_database_too() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id), change(by=by, owner=by.organisation_id, reason="For a test"):
        row = {
            "owner_id": by.organisation_id,
            "root": procurement.root,
            "procurement": procurement,
            "lacked": [],
            "asked_by_id": by.person_id,
            "asked_on": TODAY,
        }
        other = an_actor().person_id
        for wrong in ({"because": "", "approver_id": other}, {"because": "Why", "approver_id": by.person_id}):
            with pytest.raises(DatabaseError), transaction.atomic():
                GateOverride.objects.create(**row, **wrong)


def test_an_overridden_tender_opens_and_shows_no_record_that_there_is_not() -> None:
    by = a_buyer()
    council = Organisation.objects.get(pk=by.organisation_id)
    approver = an_actor(role=Role.APPROVER, organisation=council)
    procurement = a_considered_procurement(by)
    people = [an_opener(council.pk) for _ in range(3)]
    with as_tenant(council.pk):
        engagement.record(by=by, procurement=procurement, engagement=talk(), on=TODAY)
        with pytest.raises(NotAllowed, match="notice"):
            tender.check_can_open_for_bids(by, fresh(procurement))
        asked_for = gate.ask_to_pass(
            by=by, procurement=procurement, because="A flood.", approver=approver.person_ref, on=TODAY
        )
        gate.agree(by=approver, override=asked_for, seen=asked_for.version, on=TODAY)
        opened = tender.open_for_bids(
            by=by, procurement=fresh(procurement), openers=people, bids_close_at=CLOSES, at=NOW
        )
        assert opened.state == ProcurementState.OPEN
