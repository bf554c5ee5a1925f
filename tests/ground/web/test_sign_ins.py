"""Where somebody is signed in: listed, and ended from elsewhere, at once and for good."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fourfold.ground.jobs.housekeeping import FORGET_SIGN_INS
from fourfold.ground.people import sign_ins as asked
from fourfold.ground.people.tables import Person, SignIn
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import PASSWORD, a_person, an_actor, trail, trail_content
from tests.ground.jobs.asked import NOON, Clock, a_job, work_off

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Safari/604.1"


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ada(db: None) -> Person:
    person = a_person("Ada", email="ada@example.org", password=PASSWORD)
    an_actor(person=person)
    return person


def signed_in(agent: str, email: str = "ada@example.org", password: str = PASSWORD) -> Client:
    client = Client(headers={"User-Agent": agent})
    assert client.post("/sign-in/", {"email": email, "password": password}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def row_of(client: Client) -> SignIn:
    return SignIn.objects.get(session_key=client.session.session_key)


def test_the_list_tells_each_browser_and_which_is_this_one(ada: Person) -> None:
    desk, _ = signed_in(FIREFOX), signed_in(PHONE)
    page = desk.get("/account/sign-ins/").content.decode()
    assert re.search(r"Firefox on Windows\s*<strong[^>]*>this one", page)
    assert re.search(r"Safari on an iPhone\s*</th>", page)


def test_a_browser_is_signed_out_from_another_and_its_cookie_is_worth_nothing(ada: Person) -> None:
    desk, phone = signed_in(FIREFOX), signed_in(PHONE)
    row = row_of(phone)
    assert desk.post(f"/account/sign-ins/{row.ref}/end/").status_code == 302
    assert is_in(desk)
    assert not is_in(phone)
    row.refresh_from_db()
    assert row.ended_at is not None
    assert row.session_key is None


def test_signing_out_of_this_one_leads_home(ada: Person) -> None:
    desk = signed_in(FIREFOX)
    assert desk.post(f"/account/sign-ins/{row_of(desk).ref}/end/")["Location"] == "/"
    assert not is_in(desk)


def test_everywhere_else_is_everywhere_but_here(ada: Person) -> None:
    desk, others = signed_in(FIREFOX), [signed_in(PHONE) for _ in range(3)]
    desk.post("/account/sign-ins/end-others/")
    assert is_in(desk)
    assert not any(is_in(other) for other in others)


def test_somebody_elses_is_not_there(ada: Person) -> None:
    an_actor(person=a_person(email="bo@example.org", password=PASSWORD))
    desk, other = signed_in(FIREFOX), signed_in(PHONE, "bo@example.org")
    ref = row_of(desk).ref
    assert other.post(f"/account/sign-ins/{ref}/end/").status_code == 404
    assert "Firefox on Windows" not in other.get("/account/sign-ins/").content.decode()
    assert is_in(desk)


def test_a_changed_password_ends_the_others_and_keeps_this_one_on_the_list(ada: Person) -> None:
    desk, phone = signed_in(FIREFOX), signed_in(PHONE)
    new = "four words and more"
    changed = desk.post("/account/", {"current": PASSWORD, "new": new, "again": new})
    assert changed.status_code == 302
    assert is_in(desk)
    assert not is_in(phone)
    assert row_of(desk).device == "Firefox on Windows"
    assert SignIn.objects.filter(ended_at=None).count() == 1


def test_signing_out_ends_it_on_the_list_too(ada: Person) -> None:
    desk = signed_in(FIREFOX)
    desk.post("/sign-out/")
    assert SignIn.objects.filter(ended_at=None).count() == 0


def test_the_trail_tells_of_it_and_never_holds_the_key(ada: Person) -> None:
    desk = signed_in(FIREFOX)
    key = desk.session.session_key
    desk.post("/sign-out/")
    entries = trail(table="ground_signin")
    assert [(entry.operation, entry.person) for entry in entries] == [("insert", ada.pk), ("update", ada.pk)]
    assert not any(str(key) in trail_content(entry) for entry in entries)


def test_last_seen_is_written_every_five_minutes_and_no_oftener(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = signed_in(FIREFOX)
    began = timezone.now()

    def seen_after(minutes: int) -> datetime:
        monkeypatch.setattr(
            "fourfold.ground.web.middleware.timezone.now", lambda: began + timedelta(minutes=minutes)
        )
        desk.get("/account/")
        monkeypatch.undo()
        rows = list(asked.sign_ins_of(person=ada, at=timezone.now()))
        return asked.told(rows, this="")[0].seen_at

    first = seen_after(0)
    assert seen_after(4) == first
    assert seen_after(6) == began + timedelta(minutes=6)


def test_who_does_nothing_for_half_an_hour_is_signed_out(ada: Person) -> None:
    desk = signed_in(FIREFOX)
    left = desk.session.get_expiry_date() - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)


@pytest.mark.parametrize(("minutes", "still"), [(12 * 60 - 1, True), (12 * 60 + 1, False)])
def test_after_twelve_hours_one_signs_in_again_however_busy_one_was(
    ada: Person, monkeypatch: pytest.MonkeyPatch, minutes: int, *, still: bool
) -> None:
    desk = signed_in(FIREFOX)
    # Its half hour begins afresh with all that is done, as if something had been.
    busy = desk.session
    busy.set_expiry(60 * 60 * 24)
    busy.save()
    later = timezone.now() + timedelta(minutes=minutes)
    monkeypatch.setattr("fourfold.ground.web.middleware.timezone.now", lambda: later)

    assert is_in(desk) is still
    monkeypatch.undo()
    assert is_in(desk) is still


def test_one_whose_session_ran_out_is_not_on_the_list(ada: Person) -> None:
    desk, phone = signed_in(FIREFOX), signed_in(PHONE)
    Session.objects.filter(session_key=phone.session.session_key).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    assert "iPhone" not in desk.get("/account/sign-ins/").content.decode()


def test_the_list_asks_as_many_questions_for_ten_as_for_two(ada: Person) -> None:
    desk = signed_in(FIREFOX)
    signed_in(PHONE)
    with CaptureQueriesContext(connection) as of_two:
        desk.get("/account/sign-ins/")
    for _ in range(8):
        signed_in(PHONE)
    with CaptureQueriesContext(connection) as of_ten:
        desk.get("/account/sign-ins/")
    assert len(of_ten) == len(of_two)


def test_old_ones_are_forgotten_and_sessions_that_ran_out_are_gone(ada: Person) -> None:
    desk, phone = signed_in(FIREFOX), signed_in(PHONE)
    key = phone.session.session_key
    with declared(person=None, organisation=None, reason="For a test"):
        SignIn.objects.filter(session_key=key).update(began_at=NOON - timedelta(days=91))
        SignIn.objects.exclude(session_key=key).update(began_at=NOON - timedelta(days=89))
    Session.objects.filter(session_key=key).update(expire_date=NOON - timedelta(seconds=1))
    Session.objects.exclude(session_key=key).update(expire_date=NOON + timedelta(hours=1))
    a_job(FORGET_SIGN_INS)
    assert work_off(Clock()) == 1
    assert SignIn.objects.get().session_key == desk.session.session_key
    assert not Session.objects.filter(session_key=key).exists()


def test_a_browser_has_one_number_whoever_signs_in_with_it(ada: Person) -> None:
    an_actor(person=a_person("Ben", email="ben@example.org", password=PASSWORD))
    desk = signed_in(FIREFOX)
    of_ada = row_of(desk).browser
    desk.post("/sign-out/")
    desk.post("/sign-in/", {"email": "ben@example.org", "password": PASSWORD})

    assert of_ada
    assert row_of(desk).browser == of_ada
    assert row_of(signed_in(FIREFOX)).browser != of_ada
    # The cookie's own number is nowhere in the database, nor is what is written down in the cookie.
    assert of_ada not in desk.cookies["fourfold_device"].value
    desk.cookies["fourfold_device"] = desk.cookies["fourfold_device"].value[:-1] + "x"
    desk.post("/sign-out/")
    desk.post("/sign-in/", {"email": "ben@example.org", "password": PASSWORD})
    assert row_of(desk).browser != of_ada, "a cookie that was altered is none"
