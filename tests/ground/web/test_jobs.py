"""Pages of work in the background: who sees what, that a page shows how far it is, and what can be done about it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fourfold.ground.jobs import queue
from fourfold.ground.jobs.tables import Job, JobState
from fourfold.ground.jobs.work import Worker, run_next
from fourfold.ground.people.actor import Actor
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.trail.declaration import declared
from tests.builders.browsing import signed_in, source
from tests.builders.ground import an_actor, an_organisation, trail
from tests.ground.jobs import kinds
from tests.ground.jobs.asked import a_job, stands

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds_to_test_with() -> None:
    kinds.register_all()


def failed_for(by: Actor) -> Job:
    job = a_job(kinds.GIVES_UP, owner=by.organisation_id, by=by)
    assert run_next(Worker("a test"))
    return job


def under_way_for(by: Actor) -> queue.Taken:
    a_job(kinds.STEPS, owner=by.organisation_id, by=by, steps=4)
    taken = queue.take(worker="a test", at=timezone.now())
    assert taken is not None
    queue.move(taken, done=1, total=4, words="1 release of 4", at=timezone.now())
    return taken


def test_a_page_shows_how_far_it_is_and_looks_again_until_it_is_told_not_to() -> None:
    by = an_actor()
    job, client = under_way_for(by).job, signed_in(by)

    shown = client.get(f"/jobs/{job.ref}/")

    assert shown.status_code == 200
    assert '<meta http-equiv="refresh" content="5">' in shown.content.decode()
    assert 'max="4" value="1"' in source(shown)
    assert "1 release of 4" in source(shown)
    assert "Under way" in source(shown)
    assert '<a class="govuk-link" href="?still=1">Stop that</a>' in source(shown)
    still = client.get(f"/jobs/{job.ref}/?still=1")
    assert "http-equiv" not in still.content.decode()
    assert "let the page look again by itself" in source(still)
    assert shown["Cache-Control"].startswith("max-age=0")


def test_what_is_over_says_what_came_of_it_and_looks_no_more() -> None:
    by = an_actor()
    job = a_job(owner=by.organisation_id, by=by, name="Acorn Ltd")
    run_next(Worker("a test"))

    shown = signed_in(by).get(f"/jobs/{job.ref}/")

    assert "http-equiv" not in shown.content.decode()
    assert "Left Acorn Ltd." in source(shown)
    assert 'href="/organisations/"' in source(shown)
    assert "Cancel" not in source(shown)


def test_what_failed_says_why_in_plain_words_and_is_tried_again_or_dropped() -> None:
    by = an_actor()
    client = signed_in(by)
    job, other = failed_for(by), failed_for(by)
    shown = source(client.get(f"/jobs/{job.ref}/"))
    assert "The address is not one. Enter another." in shown
    assert "Try again" in shown

    assert client.post(f"/jobs/{job.ref}/try-again/").status_code == 302
    assert client.post(f"/jobs/{other.ref}/drop/").status_code == 302

    assert stands(job).state == JobState.WAITING
    assert stands(other).state == JobState.DROPPED
    entry = trail(table="ground_job", row=job.pk, operation="update")[-1]
    assert (entry.person, entry.reason) == (by.person_id, "Tried again: A test")
    assert run_next(Worker("a test"))


def test_a_job_that_waits_is_cancelled_at_once() -> None:
    by = an_actor()
    job = a_job(owner=by.organisation_id, by=by)

    signed_in(by).post(f"/jobs/{job.ref}/cancel/")

    assert stands(job).state == JobState.CANCELLED
    assert not run_next(Worker("a test"))


def test_a_job_under_way_ends_at_its_next_step_and_says_how_far_it_came() -> None:
    by = an_actor()
    taken, client = under_way_for(by), signed_in(by)

    client.post(f"/jobs/{taken.job.ref}/cancel/")

    assert "Being cancelled" in source(client.get(f"/jobs/{taken.job.ref}/"))
    with pytest.raises(queue.CancelAsked):
        queue.move(taken, done=2, total=4, words="", at=timezone.now())
    queue.cancelled(taken, at=timezone.now())
    assert "It was stopped after 2 of 4." in source(client.get(f"/jobs/{taken.job.ref}/"))
    again = client.post(f"/jobs/{taken.job.ref}/cancel/")
    assert again.status_code == 403
    assert "It is over" in source(again)


def test_a_whole_job_that_is_cancelled_while_it_runs_leaves_nothing() -> None:
    by = an_actor()
    job = a_job(owner=by.organisation_id, by=by, name="Never to be seen")
    taken = queue.take(worker="a test", at=timezone.now())
    assert taken is not None
    signed_in(by).post(f"/jobs/{job.ref}/cancel/")
    queue.put_back(taken)

    # Taken up again, it is carried out to its end and then not kept.
    assert run_next(Worker("a test"))

    assert stands(job).state == JobState.CANCELLED
    assert kinds.left() == []


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("who asked", True),
        ("an administrator of the owner", True),
        ("a colleague", False),
        ("an administrator elsewhere", False),
        ("who asked, acting for another organisation", False),
    ],
)
def test_who_sees_a_job_may_settle_it_and_to_all_others_it_is_not_there(who: str, sees: bool) -> None:
    by = an_actor()
    job = failed_for(by)
    owner = by.organisation_id
    reader = {
        "who asked": lambda: by,
        "an administrator of the owner": lambda: colleague(owner, Role.ADMINISTRATOR),
        "a colleague": lambda: colleague(owner, Role.LEAD),
        "an administrator elsewhere": lambda: an_actor(role=Role.ADMINISTRATOR),
        "who asked, acting for another organisation": lambda: elsewhere(by),
    }[who]()
    client = signed_in(reader)

    assert client.get(f"/jobs/{job.ref}/").status_code == (200 if sees else 404)
    assert (job.ref in client.get("/jobs/").content.decode()) is sees
    for act in ("cancel", "try-again", "drop"):
        answer = client.post(f"/jobs/{job.ref}/{act}/").status_code
        assert answer == (404 if not sees else 403 if act == "cancel" else 302), act
        if act == "try-again" and sees:
            run_next(Worker("a test"))


def colleague(organisation: int, role: str) -> Actor:
    from fourfold.ground.organisations.tables import Organisation

    return an_actor(role=role, organisation=Organisation.objects.get(pk=organisation))


def elsewhere(by: Actor) -> Actor:
    """The same person, whose role where they asked has ended since."""
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.filter(person=by.person_id).update(until_day="2020-12-31")
    return an_actor(role=Role.ADMINISTRATOR, person=Person.objects.get(pk=by.person_id))


def test_the_installations_own_work_is_nobodys_page() -> None:
    job = a_job()

    assert signed_in(an_actor(role=Role.ADMINISTRATOR)).get(f"/jobs/{job.ref}/").status_code == 404


def test_the_list_begins_with_what_failed_is_paged_and_costs_the_same_for_many() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    client = signed_in(by)
    assert "Nothing is here" in source(client.get("/jobs/"))
    failed_for(by)
    a_job(owner=by.organisation_id, by=by)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/jobs/").status_code == 200
        return len(asked)

    few = queries()
    for number in range(30):
        a_job(owner=by.organisation_id, by=by, name=str(number))
    assert queries() == few
    assert "1 piece of work failed" in source(client.get("/jobs/"))
    assert "page=2" in source(client.get("/jobs/"))
    only = source(client.get("/jobs/?show=failed"))
    assert only.count("A test") == 1
    assert client.get("/jobs/?show=nonsense&page=99999999999999999999").status_code == 200


def test_what_failed_is_on_the_home_page_of_who_can_do_something_about_it() -> None:
    by = an_actor()
    job = failed_for(by)

    assert f"/jobs/{job.ref}/" in signed_in(by).get("/").content.decode()
    stranger = an_actor(organisation=an_organisation())
    assert "/jobs/" + job.ref not in signed_in(stranger).get("/").content.decode()
