"""Who leads: appointed, handed over, ended; what everyone may read of it; who may say so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fourfold.define.actions import lead_acts, leads, leads_shown, services
from fourfold.define.models import LeadAppointment
from fourfold.define.queries.coverage import coverage_of
from fourfold.define.queries.leadership import gaps_in_leadership
from fourfold.define.queries.leadership import leads_shown as shown_of
from fourfold.define.rules.coverage import Cover, Verdict
from fourfold.define.rules.lead_gaps import GapKind
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.handover import open_work_of
from fourfold.ground.people.queries import person_with
from fourfold.ground.people.tables import Membership, Role
from fourfold.ground.trail.declaration import declared
from tests.builders.define import a_lead, a_policy, priorities_of
from tests.builders.ground import TODAY, an_actor, trail
from tests.builders.leaders import SINCE, a_service, an_appointment, somebody

pytestmark = pytest.mark.django_db


def own(by: Actor) -> Organisation:
    return Organisation.objects.get(pk=by.organisation_id)


def gaps(by: Actor, *, on: date = TODAY) -> list[GapKind]:
    with as_tenant(by.organisation_id):
        return [gap.kind for gap in gaps_in_leadership(own(by), on=on)]


@pytest.mark.parametrize("role", Role.values)
def test_the_lead_and_the_administrator_say_who_leads(role: str) -> None:
    by = an_actor(role=role)
    if role in {Role.LEAD, Role.ADMINISTRATOR}:
        assert an_appointment(by).known_as == "Ann Lee"
        return
    with pytest.raises(NotAllowed, match="say which services there are and who leads"):
        an_appointment(by)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"role": "king"}, "role"),
        ({"name": " "}, "name"),
        ({"post": "astronaut"}, "post"),
        ({"seniority": "high"}, "seniority"),
        ({"until_day": SINCE - timedelta(days=1)}, "until_day"),
        ({"role": "service"}, "service"),
        ({"role": "deputy"}, "deputy_of"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        an_appointment(a_lead(), **changed)
    assert refused.value.field == field


def test_one_lead_at_a_time_and_one_champion_of_a_service() -> None:
    by = a_lead()
    repairs = a_service(by)
    an_appointment(by)
    an_appointment(by, role="service", service=repairs)
    for again in ({}, {"role": "service", "service": repairs}):
        with pytest.raises(Refused, match="or end that appointment first"):
            an_appointment(by, **again)


def test_the_database_holds_one_lead_too() -> None:
    by = a_lead()
    second = an_appointment(by)
    second.pk, second.ref = None, "OTHERREF00"
    with change(by=by, owner=by.organisation_id, reason="Past the action"), transaction.atomic():  # noqa: SIM117
        with pytest.raises(IntegrityError, match=r"lead_one_at_a_time|owner_id"):
            second.save(force_insert=True)


def test_somebody_with_an_account_must_have_a_role_here() -> None:
    stranger = person_with(key=an_actor().person_id)
    with pytest.raises(Refused, match="has no role here on that day"):
        an_appointment(a_lead(), person=stranger, name="")


def test_another_s_service_and_another_s_lead_are_not_to_be_had() -> None:
    other = a_lead()
    with pytest.raises(Refused) as refused:
        an_appointment(a_lead(), role="service", service=a_service(other))
    assert refused.value.field == "service"
    with pytest.raises(Refused) as refused:
        an_appointment(a_lead(), role="deputy", deputy_of=an_appointment(other))
    assert refused.value.field == "deputy_of"


def test_a_hand_over_ends_one_begins_the_other_and_takes_the_deputies_along() -> None:
    by = a_lead()
    first = an_appointment(by)
    deputy = an_appointment(by, role="deputy", deputy_of=first, name="Dee")
    with as_tenant(by.organisation_id):
        second = leads.hand_over(
            by=by,
            appointment=first,
            seen=first.version,
            last_day=TODAY,
            because="moved",
            notes="Ask the college.",
            who=somebody(name="Bo", from_day=TODAY + timedelta(days=1)),
        )
        ended = LeadAppointment.objects.get(pk=first.pk)
        deputy = LeadAppointment.objects.get(pk=deputy.pk)

    assert (ended.ended_on, ended.ended_because, ended.handover_notes) == (TODAY, "moved", "Ask the college.")
    assert (second.follows_id, second.from_day, deputy.deputy_of_id) == (
        first.pk,
        TODAY + timedelta(days=1),
        second.pk,
    )
    assert GapKind.NO_LEAD not in gaps(by)
    assert GapKind.NO_LEAD not in gaps(by, on=TODAY + timedelta(days=1))


def test_what_has_ended_no_longer_changes() -> None:
    by = a_lead()
    first = an_appointment(by)
    with as_tenant(by.organisation_id):
        ended = leads.end(
            by=by, appointment=first, seen=first.version, last_day=TODAY, because="left", notes=""
        )
        changes: tuple[Callable[[], object], ...] = (
            lambda: leads.edit(by=by, appointment=ended, seen=ended.version, who=somebody()),
            lambda: leads.end(
                by=by, appointment=ended, seen=ended.version, last_day=TODAY, because="left", notes=""
            ),
        )
        for again in changes:
            with pytest.raises(NotAllowed, match="no longer changes"):
                again()
    assert gaps(by, on=TODAY + timedelta(days=1))[0] is GapKind.NO_LEAD


def test_an_end_needs_a_reason_and_cannot_be_before_the_beginning() -> None:
    by = a_lead()
    first = an_appointment(by)
    for last_day, because, field in ((TODAY, "tired", "because"), (date(2025, 1, 1), "left", "last_day")):
        with as_tenant(by.organisation_id), pytest.raises(Refused) as refused:
            leads.end(
                by=by, appointment=first, seen=first.version, last_day=last_day, because=because, notes=""
            )
        assert refused.value.field == field


def test_who_has_left_is_a_gap_and_their_work_is_handed_over_from_the_page_of_leaving() -> None:
    by = a_lead()
    colleague = an_actor(role=Role.CONTRACT_MANAGER, organisation=own(by))
    made = an_appointment(by, person=person_with(key=colleague.person_id), name="")
    with as_tenant(by.organisation_id):
        (work,) = open_work_of(organisation=by.organisation_id, person=colleague.person_id)
    assert (work.words, work.href) == (
        "What they lead on: Nominated lead",
        f"/define/leads/{made.ref}/hand-over/",
    )
    assert GapKind.DORMANT in gaps(by)

    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.filter(person=colleague.person_id).update(until_day=TODAY - timedelta(days=1))

    assert GapKind.LEFT in gaps(by)


def test_what_they_did_tells_a_lead_from_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    by = a_lead()
    repairs, _ = a_service(by), a_service(by, "Adult social care")
    champion = an_appointment(by, role="service", service=repairs)

    def covered() -> tuple[Verdict, list[Cover]]:
        with as_tenant(by.organisation_id):
            found = coverage_of(by.organisation_id, on=TODAY)
        return found.verdict, [each.cover for each in found.areas]

    assert covered() == (Verdict.DRIFT, [Cover.NOBODY, Cover.ON_PAPER])
    with as_tenant(by.organisation_id):
        lead_acts.write(
            by=by, appointment=champion, on=TODAY, kind="spoke", words="At Cabinet.", reached=None
        )
    assert covered() == (Verdict.PARTLY, [Cover.NOBODY, Cover.ACTIVE])


def test_a_priority_is_covered_in_the_next_version_of_the_policy_too() -> None:
    by = a_lead()
    version = a_policy(by)
    first = priorities_of(version)[0]
    champion = an_appointment(by, role="board", priorities=[first.ref])
    with as_tenant(by.organisation_id):
        lead_acts.write(by=by, appointment=champion, on=TODAY, kind="spoke", words="At the board.", reached=3)
        found = coverage_of(by.organisation_id, on=TODAY)
        leads.edit(
            by=by, appointment=champion, seen=champion.version, who=somebody(role="board", priorities=[])
        )
        without = coverage_of(by.organisation_id, on=TODAY)

    assert [each.cover for each in found.areas] == [Cover.ACTIVE, Cover.NOBODY, Cover.NOBODY]
    assert {each.cover for each in without.areas} == {Cover.NOBODY}


def test_an_act_of_another_day_or_by_somebody_else_is_refused() -> None:
    by = a_lead()
    champion = an_appointment(by, role="board")
    with as_tenant(by.organisation_id), pytest.raises(Refused) as refused:
        lead_acts.write(
            by=by, appointment=champion, on=date(2025, 12, 31), kind="spoke", words="x", reached=None
        )
    assert refused.value.field == "on"
    evaluator = an_actor(role=Role.EVALUATOR, organisation=own(by))
    with as_tenant(by.organisation_id), pytest.raises(NotAllowed):
        lead_acts.write(by=evaluator, appointment=champion, on=TODAY, kind="spoke", words="x", reached=None)


def everyone_reads(by: Actor) -> list[tuple[str, str]]:
    with as_tenant(EVERYONE):
        return [(each.role, each.name) for each in shown_of(by.organisation_id, on=TODAY)]


def test_everyone_reads_names_only_of_elected_members_and_of_those_who_agreed() -> None:
    by = a_lead()
    an_appointment(by)
    an_appointment(by, role="elected", name="Cllr Bo")
    agreed = an_appointment(by, role="board", name="Cy", name_may_be_shown=True)
    assert everyone_reads(by) == []

    with as_tenant(by.organisation_id):
        leads_shown.publish(by=by, on=TODAY)
    assert everyone_reads(by) == [("lead", ""), ("elected", "Cllr Bo"), ("board", "Cy")]

    with as_tenant(by.organisation_id):
        leads.edit(by=by, appointment=agreed, seen=agreed.version, who=somebody(role="board"))
    assert everyone_reads(by)[2] == ("board", "")
    with as_tenant(EVERYONE):
        assert not LeadAppointment.objects.exists(), (
            "the appointment itself, with its remit, is nobody else's"
        )

    with as_tenant(by.organisation_id):
        leads_shown.take_back(by=by, at=timezone.now())
    assert everyone_reads(by) == []


def test_nothing_to_publish_is_refused() -> None:
    by = a_lead()
    with as_tenant(by.organisation_id), pytest.raises(Refused, match="Nobody leads yet"):
        leads_shown.publish(by=by, on=TODAY)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"because": ""}, "because"), ({"body": ""}, "body"), ({"decided_on": None}, "decided_on")],
)
def test_it_is_shared_on_purpose_only_by_a_decision(changed: dict[str, Any], field: str) -> None:
    by = a_lead()
    said: dict[str, Any] = {"because": "Each service buys alone.", "body": "Cabinet", "decided_on": TODAY}
    with as_tenant(by.organisation_id):
        with pytest.raises(Refused) as refused:
            leads_shown.share_on_purpose(by=by, shared=True, **{**said, **changed})
        assert refused.value.field == field
        assert leads_shown.share_on_purpose(by=by, shared=True, **said).shared_on_purpose
    assert gaps(by) == [GapKind.NO_CHAMPION]


def test_a_service_is_named_once_and_not_closed_under_its_champion() -> None:
    by = a_lead()
    repairs = a_service(by)
    with pytest.raises(Refused, match="is a service already"):
        a_service(by, "HOUSING repairs")
    an_appointment(by, role="service", service=repairs)
    with as_tenant(by.organisation_id), pytest.raises(Refused, match="It has a champion"):
        services.close(by=by, service=repairs, seen=repairs.version, on=TODAY)


def test_each_change_is_on_the_trail_for_its_owner() -> None:
    by = a_lead()
    made = an_appointment(by)
    (entry,) = trail(table=LeadAppointment._meta.db_table, row=made.pk)
    assert (entry.owner, entry.person, entry.reason) == (by.organisation_id, by.person_id, "Said who leads")
