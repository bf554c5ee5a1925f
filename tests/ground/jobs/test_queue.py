"""The queue's promises: asked for in one transaction, kept once, tried again with measure, given to one worker alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fourfold.ground.jobs import queue
from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.jobs.kinds import Kind, Outcome, _kinds, kind_named
from fourfold.ground.jobs.queue import LeaseLost
from fourfold.ground.jobs.running import Running, Stopping
from fourfold.ground.jobs.tables import Job, JobInput, JobState, Queued
from fourfold.ground.jobs.work import Worker, run_next, work
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Membership
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import an_actor, an_organisation, trail
from tests.ground.jobs.asked import NOON, Clock, a_job, keep_the_connection, stands, work_off
from tests.ground.jobs.kinds import BREAKS, GIVES_UP, STEPS, WHOLE, left

pytestmark = pytest.mark.django_db


def test_what_is_asked_for_is_done_and_says_so() -> None:
    job = a_job(name="Acorn Ltd")

    assert work_off(Clock()) == 1

    done = stands(job)
    assert (done.state, done.words, done.link) == (JobState.DONE, "Left Acorn Ltd.", "/organisations/")
    assert (done.attempts, done.finished_at) == (1, NOON)
    assert left() == ["Acorn Ltd"]
    assert not Queued.objects.exists()


def test_an_action_that_is_rolled_back_asked_for_nothing() -> None:
    by = an_actor()

    class Halfway(Exception):
        pass

    def act() -> None:
        with change(by=by, owner=by.organisation_id, reason="For a test"):
            enqueue(
                kind=WHOLE, title="A test", owner=by.organisation_id, by=by, file=("a.txt", b"a"), at=NOON
            )
            raise Halfway

    with pytest.raises(Halfway):
        act()

    with as_tenant(MAINTENANCE):
        assert not Job.objects.exists()
        assert not JobInput.objects.exists()
    assert not Queued.objects.exists()


def test_a_job_of_an_unknown_kind_is_refused_when_asked_for_and_failed_when_met() -> None:
    with pytest.raises(LookupError, match=r"test\.unheard_of"):
        a_job("test.unheard_of")
    job = a_job()
    with declared(person=None, organisation=None, reason="For a test"), as_tenant(MAINTENANCE):
        Job.objects.filter(pk=job.pk).update(kind="of.a.later.version")

    assert work_off(Clock()) == 0
    assert stands(job).state == JobState.FAILED
    assert "of.a.later.version" in stands(job).words


def test_the_same_key_is_one_job_for_each_owner() -> None:
    one, other = an_organisation(), an_organisation()
    first = a_job(owner=one.pk, key="once")

    assert a_job(owner=one.pk, key="once").pk == first.pk
    assert a_job(owner=other.pk, key="once").pk != first.pk
    ours = a_job(key="once")
    assert a_job(key="once").pk == ours.pk
    assert a_job().pk != a_job().pk


def test_it_acts_as_who_asked_with_what_they_may_today_and_the_trail_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by = an_actor()
    seen: list[Any] = []
    job = a_job(owner=by.organisation_id, by=by, name="Beech Ltd")
    kind = kind_named(WHOLE)
    assert kind is not None

    def run(running: Running) -> Outcome:
        seen.append((running.by, running.tenant))
        return kind.run(running)

    monkeypatch.setitem(_kinds, WHOLE, Kind(WHOLE, run))

    work_off(Clock())

    [(actor, tenant)] = seen
    assert actor == by
    assert tenant == by.organisation_id
    entry = next(
        each for each in trail(operation="insert", table="ground_organisation") if each.request == job.ref
    )
    assert (entry.person, entry.organisation, entry.reason) == (by.person_id, by.organisation_id, "A test")


def test_whoever_left_in_the_meantime_has_nothing_done_in_their_name() -> None:
    by = an_actor()
    job = a_job(owner=by.organisation_id, by=by)
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.filter(person=by.person_id).update(until_day="2026-11-22")

    work_off(Clock())

    assert stands(job).state == JobState.FAILED
    assert "has no role" in stands(job).words
    assert left() == []


def test_what_breaks_is_tried_again_later_and_later_and_then_waits_for_a_person() -> None:
    clock = Clock()
    job = a_job(BREAKS, secret="of nobody's business")
    waits = []
    for _ in range(2):
        assert work_off(clock) == 1
        queued = Queued.objects.get(pk=job.pk)
        assert queued.due_at is not None
        waits.append(queued.due_at - clock.at)
        assert work_off(clock) == 0
        clock.at = queued.due_at
    assert timedelta(seconds=15) <= waits[0] <= timedelta(seconds=30) <= waits[1] <= timedelta(seconds=60)

    assert work_off(clock) == 1

    failed = stands(job)
    assert (failed.state, failed.attempts) == (JobState.FAILED, 3)
    assert "ZeroDivisionError" in failed.words
    assert "kinds.py" in failed.detail
    assert "of nobody's business" not in failed.detail + failed.words
    assert left() == []
    assert not Queued.objects.exists()


def test_what_cannot_get_better_is_not_tried_again() -> None:
    job = a_job(GIVES_UP)

    work_off(Clock())

    assert (stands(job).state, stands(job).attempts) == (JobState.FAILED, 1)
    assert stands(job).words == "The address is not one. Enter another."
    assert left() == []


def test_a_silent_workers_job_is_taken_over_and_what_it_does_afterwards_is_not_kept() -> None:
    clock = Clock()
    job = a_job()
    slow = queue.take(worker="slow", at=clock())
    assert slow is not None
    assert queue.take(worker="quick", at=clock()) is None
    clock.forward(seconds=4)
    quick = queue.take(worker="quick", at=clock())
    assert quick is not None
    assert (quick.job.pk, quick.attempt) == (job.pk, 2)

    for late in (
        lambda: queue.finish(slow, Outcome("Too late"), at=clock()),
        lambda: queue.fail(slow, words="Too late", again=True, at=clock()),
        lambda: queue.put_back(slow),
        lambda: queue.cancelled(slow, at=clock()),
        lambda: queue.move(slow, done=1, total=1, words="Too late", at=clock()),
    ):
        with pytest.raises(LeaseLost), transaction.atomic():
            late()

    with declared(person=None, organisation=None, reason="For a test"), as_tenant(MAINTENANCE):
        queue.finish(quick, Outcome("In time"), at=clock())
    assert stands(job).words == "In time"


def test_what_ends_its_worker_each_time_is_not_begun_for_ever() -> None:
    clock = Clock()
    job = a_job(BREAKS)
    for _ in range(3):
        assert queue.take(worker="doomed", at=clock()) is not None
        clock.forward(minutes=10)

    assert queue.take(worker="doomed", at=clock()) is None
    assert stands(job).state == JobState.FAILED
    assert "begun 3 times" in stands(job).words


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=400)])
def test_a_clock_put_back_keeps_neither_a_lease_nor_a_wait_for_ever(back: timedelta) -> None:
    clock = Clock()
    held, waiting = a_job(name="Held"), a_job(BREAKS)
    assert queue.take(worker="killed", at=clock()) is not None
    broken = queue.take(worker="one", at=clock())
    assert broken is not None
    queue.fail(broken, words="It broke", again=True, at=clock())
    clock.at -= back

    again = {
        taken.job.pk
        for taken in (queue.take(worker="two", at=clock()), queue.take(worker="two", at=clock()))
        if taken
    }

    assert again == {held.pk, waiting.pk}
    assert queue.take(worker="three", at=clock()) is None


def test_a_clock_that_jumps_forward_lets_a_job_be_begun_twice_and_kept_once() -> None:
    clock = Clock()
    a_job(name="Cedar Ltd")
    first = queue.take(worker="one", at=clock())
    clock.forward(days=3)
    assert work_off(clock) == 1
    assert first is not None

    def go_on() -> None:
        with transaction.atomic(), declared(person=None, organisation=None, reason="For a test"):
            first.kind.run(Running(first, None, clock, lambda: False))
            queue.finish(first, Outcome(), at=clock())

    with pytest.raises(LeaseLost):
        go_on()

    assert left() == ["Cedar Ltd"]


def test_the_longest_waiting_comes_first() -> None:
    jobs = [a_job(name=str(number)) for number in range(3)]

    taken = [queue.take(worker="one", at=NOON) for _ in jobs]

    assert [each.job.pk for each in taken if each] == [job.pk for job in jobs]


def test_progress_is_seen_from_outside_and_keeps_the_lease() -> None:
    clock = Clock()
    job = a_job(STEPS, steps=3)
    taken = queue.take(worker="one", at=clock())
    assert taken is not None
    running = Running(taken, None, clock, lambda: False)
    clock.forward(seconds=2.5)

    running.progress(2, 3, "2 left")
    clock.forward(seconds=2.5)

    queued = Queued.objects.get(pk=job.pk)
    assert (queued.done, queued.total, queued.words) == (2, 3, "2 left")
    assert queue.take(worker="two", at=clock()) is None


def test_a_job_of_one_transaction_shows_no_progress() -> None:
    a_job()
    taken = queue.take(worker="one", at=NOON)
    assert taken is not None

    with pytest.raises(RuntimeError, match="one transaction"):
        Running(taken, None, Clock(), lambda: False).progress(1)


def test_a_worker_that_has_to_end_puts_its_job_back_and_counts_no_attempt() -> None:
    job = a_job(STEPS, steps=3)
    asked = iter([True])

    assert run_next(Worker("ending", clock=Clock(), stopping=lambda: next(asked, True)))

    queued = Queued.objects.get(pk=job.pk)
    assert (queued.ticket, queued.attempts, queued.done) == ("", 0, 1)
    assert work_off(Clock()) == 1
    assert stands(job).state == JobState.DONE
    assert left() == ["Left 0", "Left 1", "Left 2"]
    assert stands(job).attempts == 1


def test_stopping_and_losing_the_lease_are_not_errors_of_the_job() -> None:
    assert not issubclass(Stopping, LeaseLost)
    job = a_job(STEPS, steps=2)
    taken = queue.take(worker="one", at=NOON)
    assert taken is not None
    Queued.objects.filter(pk=job.pk).update(ticket="of another")

    with pytest.raises(LeaseLost), Running(taken, None, Clock(), lambda: False).step():
        pytest.fail("a step without a lease must not begin")


def test_the_file_comes_with_the_job_and_goes_with_it() -> None:
    by = an_actor()
    with change(by=by, owner=by.organisation_id, reason="For a test"):
        job = enqueue(
            kind=WHOLE,
            title="A test",
            owner=by.organisation_id,
            by=by,
            payload={"name": "x"},
            file=("a.bin", b"\x00\xff"),
        )
    taken = queue.take(worker="one", at=NOON)
    assert taken is not None
    assert Running(taken, None, Clock(), lambda: False).input() == ("a.bin", b"\x00\xff")
    queue.put_back(taken)

    work_off(Clock())

    assert stands(job).state == JobState.DONE
    with as_tenant(MAINTENANCE):
        assert not JobInput.objects.exists()


def test_another_tenant_sees_nothing_of_a_job() -> None:
    by, stranger = an_actor(), an_actor()
    job = a_job(owner=by.organisation_id, by=by)
    ours = a_job()

    with as_tenant(stranger.organisation_id):
        assert not Job.objects.filter(pk__in=[job.pk, ours.pk]).exists()
    with as_tenant(by.organisation_id):
        assert list(Job.objects.values_list("pk", flat=True)) == [job.pk]


def test_a_database_that_goes_away_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    answers: Iterator[Exception | bool] = iter(
        [OperationalError("gone"), False, OperationalError("gone"), True]
    )
    looked: list[bool] = []

    def run(_: Worker) -> bool:
        answer = next(answers)
        looked.append(True)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr("fourfold.ground.jobs.work.run_next", run)
    keep_the_connection(monkeypatch)

    done = work(Worker("one", stopping=lambda: len(looked) == 4), poll=0.01, until_idle=False)

    assert done == 1
    assert caplog.text.count("The database does not answer (OperationalError)") == 2


def test_taking_a_job_costs_the_same_however_long_the_queue_is() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            queue.take(worker="one", at=NOON)
        return len(asked)

    a_job()
    few = queries()
    for number in range(30):
        a_job(name=str(number))
    assert queries() == few
