"""The timetable makes each job once, whoever looks and whatever the clock does; the installation's own work is on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from fourfold.ground.jobs import housekeeping, schedule
from fourfold.ground.jobs.schedule import Line
from fourfold.ground.jobs.tables import Job, JobState, Queued
from fourfold.ground.kernel.timetable import Every
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.verify import verify
from tests.builders.ground import an_organisation
from tests.ground.jobs.asked import NOON, Clock, a_job, stands, work_off
from tests.ground.jobs.kinds import BREAKS, WHOLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def hourly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A timetable of one line."""
    monkeypatch.setattr(schedule, "_lines", {BREAKS: Line(BREAKS, "Every hour", Every(60))})


@pytest.mark.usefixtures("hourly")
def test_what_is_due_is_made_once_however_often_one_looks() -> None:
    [job] = schedule.tick(at=NOON)

    assert (job.title, job.owner_id, job.person_id) == ("Every hour", None, None)
    assert schedule.tick(at=NOON + timedelta(minutes=59)) == []


@pytest.mark.usefixtures("hourly")
def test_a_scheduler_that_looked_before_another_made_it_makes_no_second() -> None:
    line = schedule._lines[BREAKS]
    assert schedule._make(line, NOON) is not None

    assert schedule._make(line, NOON) is None


@pytest.mark.usefixtures("hourly")
def test_while_the_last_one_is_not_over_no_other_is_made() -> None:
    [first] = schedule.tick(at=NOON)
    assert schedule.tick(at=NOON + timedelta(hours=1)) == []
    over(first)

    assert len(schedule.tick(at=NOON + timedelta(hours=2))) == 1


@pytest.mark.usefixtures("hourly")
def test_a_clock_that_ran_ahead_and_is_put_right_does_nothing_twice_and_keeps_nothing_waiting() -> None:
    moments = [NOON, NOON + timedelta(hours=5), NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=5)]
    slots = []
    for at in moments:
        for job in schedule.tick(at=at):
            slots.append(job.key[11:13])
            over(job)

    assert slots == ["12", "17", "13"]


def test_what_is_not_wanted_is_asked_for_again_and_made_when_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = iter([False, True])
    line = Line(WHOLE, "When wanted", Every(60), lambda: next(wanted))
    monkeypatch.setattr(schedule, "_lines", {WHOLE: line})

    assert schedule.tick(at=NOON) == []
    assert len(schedule.tick(at=NOON + timedelta(seconds=5))) == 1


def test_the_trail_is_chained_by_the_timetable_and_only_when_there_is_something_to_chain() -> None:
    an_organisation()
    clock = Clock()
    made = schedule.tick(at=clock())
    assert housekeeping.CHAIN in {job.kind for job in made}

    work_off(clock)
    assert verify().intact
    # What each job that came after it in the queue left by ending, and itself.
    assert verify().unchained <= len(made)

    clock.forward(minutes=11)
    assert housekeeping.CHAIN not in {job.kind for job in schedule.tick(at=clock())}
    an_organisation()
    assert housekeeping.CHAIN in {job.kind for job in schedule.tick(at=clock())}


def test_jobs_are_forgotten_when_they_are_long_over_and_failed_ones_are_not() -> None:
    clock = Clock()
    done, failed = a_job(name="Done"), a_job(BREAKS)
    for _ in range(3):
        work_off(clock)
        clock.forward(hours=1)
    assert stands(failed).state == JobState.FAILED
    clock.forward(days=settings.JOBS_KEPT_DAYS)
    recent = a_job(name="Recent")
    work_off(clock)
    a_job(housekeeping.FORGET)
    work_off(clock)

    with as_tenant(MAINTENANCE):
        left = set(Job.objects.values_list("pk", flat=True))
    assert done.pk not in left
    assert {failed.pk, recent.pk} <= left


def over(job: Job) -> None:

    Queued.objects.filter(pk=job.pk).delete()
    with declared(person=None, organisation=None, reason="For a test"), as_tenant(MAINTENANCE):
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE, finished_at=NOON)
