"""Leads are written to when the review of their policy is near and when it is overdue: each once, on the right days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from fourfold.define.actions import policies
from fourfold.define.actions.review_reminders import REVIEW
from fourfold.define.jobs import REMIND
from fourfold.define.rules.review import SOON_DAYS
from fourfold.ground.jobs.tables import JobState
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Person, Role
from fourfold.ground.trail.declaration import declared
from tests.builders.consultations import body_of
from tests.builders.define import a_draft, a_lead, a_policy, adopted
from tests.builders.ground import TODAY, an_actor
from tests.ground.jobs.asked import Clock, a_job, stands, work_off
from tests.ground.mail.written import outbox

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

# Adopted today, to be reviewed every two years.
DUE = TODAY.replace(year=TODAY.year + 2)
SOON = DUE - timedelta(days=SOON_DAYS)
OVERDUE = DUE + timedelta(days=1)


@pytest.fixture
def by() -> Actor:
    return a_lead()


def reminded(on: date, *, at: time = time(7, 15)) -> list[str]:
    """What the daily job of that day wrote, by its subjects."""
    before = len(written())
    job = a_job(REMIND)
    work_off(Clock(datetime.combine(on, at, timezone.get_current_timezone())))
    done = stands(job)
    assert done.state == JobState.DONE, done.words
    now = written()[before:]
    assert done.words == f"{len(now)} reminders written."
    return now


def written() -> list[str]:
    return [mail.subject for mail in outbox() if mail.kind == REVIEW]


def test_each_of_the_two_mails_goes_out_on_its_day_and_never_again(by: Actor) -> None:
    a_policy(by)
    assert reminded(TODAY) == []
    assert reminded(SOON - timedelta(days=1)) == []
    assert reminded(SOON) == ["Your social value policy is due for review"]
    assert reminded(SOON, at=time(9)) == [], "the job ran twice that day"
    for day in (SOON + timedelta(days=1), DUE):
        assert reminded(day) == []
    assert reminded(OVERDUE) == ["Your social value policy is overdue for review"]
    assert reminded(OVERDUE, at=time(9)) == []
    for day in (OVERDUE + timedelta(days=1), OVERDUE + timedelta(days=400)):
        assert reminded(day) == []
    (first, second) = (mail for mail in outbox() if mail.kind == REVIEW)
    assert {first.person_id, second.person_id} == {by.person_id}
    assert f"is due for review by {DUE.day} November {DUE.year}" in first.text.replace("\n", " ")
    assert "/new-version/" in second.text


def test_a_day_on_which_the_job_did_not_run_is_made_up_for(by: Actor) -> None:
    a_policy(by)
    assert reminded(SOON + timedelta(days=20)) == ["Your social value policy is due for review"]
    assert reminded(OVERDUE + timedelta(days=20)) == ["Your social value policy is overdue for review"]


def test_every_lead_is_written_to_and_nobody_else(by: Actor) -> None:
    a_policy(by)
    other = an_actor(role=Role.LEAD, organisation=body_of(by))
    gone = an_actor(role=Role.LEAD, organisation=body_of(by))
    with declared(person=None, organisation=None, reason="For a test"):
        Person.objects.filter(pk=gone.person_id).update(is_active=False)
    assert len(reminded(SOON)) == 2
    assert {mail.person_id for mail in outbox() if mail.kind == REVIEW} == {by.person_id, other.person_id}
    # Who becomes a lead later is told what the others were told.
    later = an_actor(role=Role.LEAD, organisation=body_of(by))
    assert len(reminded(SOON + timedelta(days=3))) == 1
    assert [mail.person_id for mail in outbox() if mail.kind == REVIEW][-1] == later.person_id


def test_a_draft_is_due_for_nothing_and_a_new_version_begins_its_own_cycle(by: Actor) -> None:
    a_draft(a_lead())
    first = a_policy(by)
    assert len(reminded(SOON)) == 1
    with as_tenant(by.organisation_id):
        second = policies.new_version(by=by, policy=first.policy)
        second = policies.put_out_for_comment(by=by, version=second)
    assert reminded(SOON + timedelta(days=1)) == [], "writing the next one is no second reminder"
    adopted(by, second, on=DUE)
    assert reminded(OVERDUE) == [], "the one that was due is superseded"
    assert reminded(DUE.replace(year=DUE.year + 2)) == ["Your social value policy is due for review"]
