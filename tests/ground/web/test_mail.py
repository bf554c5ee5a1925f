"""Ending mail without signing in, by a button or by the mail program's one click; and choosing on one's own page."""

from __future__ import annotations

import pytest
from django.test import Client

from fourfold.ground.mail import kinds
from fourfold.ground.mail.kinds import MailKind, mail_kind, register
from fourfold.ground.mail.links import signed, unsubscribe_address
from fourfold.ground.mail.queries import refused_by
from fourfold.ground.mail.tables import MailRefusal
from fourfold.ground.people.tables import Person
from tests.builders.browsing import signed_in, source
from tests.builders.ground import a_person, an_actor, trail
from tests.ground.mail.written import NEEDED, OPTIONAL

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds_to_test_with(monkeypatch: pytest.MonkeyPatch) -> None:
    # For the length of a test: what is registered for good stands on the page where people choose.
    monkeypatch.setattr(kinds, "_kinds", {**kinds._kinds})
    register(MailKind(OPTIONAL, "mails of a test"))
    register(MailKind(NEEDED, "mails that a test cannot do without", essential=True))


def link(person: Person, kind: str = OPTIONAL) -> str:
    known = mail_kind(kind)
    assert known is not None
    return f"/mail/unsubscribe/{signed(person=person, kind=known)}/"


def test_following_the_link_changes_nothing_and_the_button_ends_it() -> None:
    person = a_person()
    client = Client()

    shown = client.get(link(person))

    assert shown.status_code == 200
    assert "Stop these mails?" in source(shown)
    assert not MailRefusal.objects.exists()
    done = client.post(link(person))
    assert "You get no more mails of a test" in source(done)
    assert refused_by(person) == {OPTIONAL}
    [entry] = trail(table="ground_mailrefusal")
    assert (entry.person, entry.reason) == (person.pk, "Wants no more mail: mails of a test")


def test_one_click_in_a_mail_program_ends_it_without_our_cookie_or_token_and_twice_is_as_once() -> None:
    person = a_person()
    client = Client(enforce_csrf_checks=True)

    for _ in range(2):
        answer = client.post(link(person), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200

    assert MailRefusal.objects.filter(person=person).count() == 1


@pytest.mark.parametrize(
    "wrong", ["nonsense", "W10:x", "a:b:c", "%00", "W10", "é:é", "x" * 3_000], ids=lambda text: text[:10]
)
def test_a_link_that_we_did_not_sign_is_not_there(wrong: str) -> None:
    for answer in (Client().get(f"/mail/unsubscribe/{wrong}/"), Client().post(f"/mail/unsubscribe/{wrong}/")):
        assert answer.status_code == 404


def test_a_link_is_good_for_its_own_person_and_kind_only() -> None:
    one, other = a_person(), a_person()
    register(MailKind("test.other", "others of a test"))
    tampered = link(one).replace(
        link(one).split("/")[3].split(":")[0], link(other).split("/")[3].split(":")[0]
    )

    assert Client().post(tampered).status_code == 404
    Client().post(link(one))

    assert refused_by(one) == {OPTIONAL}
    assert refused_by(other) == set()


def test_mail_that_nobody_can_do_without_has_no_link_and_ends_by_none() -> None:
    person = a_person()
    needed = mail_kind(NEEDED)
    assert needed is not None

    assert unsubscribe_address(person=person, kind=needed) == ""
    assert Client().post(link(person, NEEDED)).status_code == 404


def test_on_ones_own_page_one_chooses_and_changes_ones_mind() -> None:
    by = an_actor()
    client, person = signed_in(by), Person.objects.get(pk=by.person_id)
    shown = client.get("/account/mail/")
    assert "Mails of a test" in source(shown)
    assert "cannot do without" not in source(shown)
    assert f'value="{OPTIONAL}" checked' in source(shown)

    assert client.post("/account/mail/", {}).status_code == 302
    assert OPTIONAL in refused_by(person)
    assert f'value="{OPTIONAL}" checked' not in source(client.get("/account/mail/"))

    client.post("/account/mail/", {"wanted": [OPTIONAL]})
    assert OPTIONAL not in refused_by(person)


def test_what_is_not_to_choose_is_refused_beside_the_field() -> None:
    by = an_actor()
    answer = signed_in(by).post("/account/mail/", {"wanted": [NEEDED]})

    assert answer.status_code == 422
    assert "error" in source(answer)
    assert refused_by(Person.objects.get(pk=by.person_id)) == set()
