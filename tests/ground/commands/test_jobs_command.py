"""Whoever runs the installation sees every job and settles what failed, on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from fourfold.config.command_line import main
from fourfold.ground.jobs import queue
from fourfold.ground.jobs.tables import JobState
from tests.builders.ground import an_organisation, trail
from tests.ground.jobs import kinds
from tests.ground.jobs.asked import NOON, Clock, a_job, keep_the_connection, stands, work_off

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.ground.jobs.tables import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds_to_test_with() -> None:
    kinds.register_all()


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    return run


def a_failed_job() -> Job:
    job = a_job(kinds.GIVES_UP)
    work_off(Clock())
    assert stands(job).state == JobState.FAILED
    return job


def test_jobs_of_everyone_are_listed_with_what_failed(said: Any) -> None:
    owner = an_organisation("Anytown Council")
    waiting, failed = a_job(owner=owner.pk), a_failed_job()

    code, out, _ = said("jobs", "list")

    assert code == 0
    assert f"{waiting.ref}  done" in out
    assert "Anytown Council" in out
    assert "The address is not one. Enter another." in out
    listed = json.loads(said("jobs", "list", "--state", "failed", "--json")[1])
    assert [(one["job"], one["organisation"]) for one in listed] == [(failed.ref, None)]
    listed = json.loads(said("jobs", "list", "--organisation", owner.ref, "--json")[1])
    assert [one["job"] for one in listed] == [waiting.ref]
    assert len(json.loads(said("jobs", "list", "--most", "1", "--json")[1])) == 1


def test_a_failed_job_is_tried_again(said: Any) -> None:
    job = a_failed_job()

    assert said("jobs", "retry", job.ref.lower()) == (0, f"{job.ref}  waiting\n", "")

    assert work_off(Clock()) == 1
    assert stands(job).state == JobState.FAILED
    assert "fourfold jobs retry" in {entry.reason for entry in trail(table="ground_job", row=job.pk)}


def test_a_failed_job_is_dropped_for_good(said: Any) -> None:
    job = a_failed_job()

    assert said("jobs", "drop", job.ref)[0] == 0

    code, _, err = said("jobs", "retry", job.ref)
    assert code == 2
    assert "Dropped" in err


def test_a_waiting_job_is_cancelled_at_once_and_one_under_way_at_its_next_step(said: Any) -> None:
    waiting, under_way = a_job(name="Waiting"), a_job(kinds.STEPS, steps=3)
    said("jobs", "cancel", waiting.ref)
    assert stands(waiting).state == JobState.CANCELLED
    taken = queue.take(worker="one", at=NOON)
    assert taken is not None

    said("jobs", "cancel", under_way.ref)

    assert stands(under_way).state == JobState.WAITING
    with pytest.raises(queue.CancelAsked):
        queue.move(taken, done=1, total=3, words="", at=NOON)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("retry", "NOSUCHJOB0"), "no job with the reference"),
        (("list", "--organisation", "NOSUCHORG0"), "no organisation with the reference"),
        (("list", "--most", "0"), "from 1 to"),
        (("list", "--most", "999999999999"), "from 1 to"),
    ],
)
def test_what_is_not_there_is_refused(said: Any, words: tuple[str, ...], reason: str) -> None:
    code, out, err = said("jobs", *words)

    assert (code, out) == (2, "")
    assert reason in err


def test_once_carries_out_what_is_due_and_stops(said: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # Signals stay as the test runner has them.
    monkeypatch.setattr("signal.signal", lambda *_: None)
    keep_the_connection(monkeypatch)
    job = a_job()

    code, out, err = said("work", "--once")

    assert (code, out) == (0, "")
    assert "jobs carried out" in err
    assert stands(job).state == JobState.DONE


@pytest.mark.parametrize("poll", ["0", "-1", "61", "nan", "soon"])
def test_a_worker_neither_spins_nor_sleeps_for_ever(poll: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["work", "--once", "--poll", poll])
    assert "number of seconds" in capsys.readouterr().err


def test_a_worker_is_not_bound_to_a_stranger(said: Any) -> None:
    code, _, err = said("work", "--beside", "1")
    assert code == 2
    assert "--beside" in err
