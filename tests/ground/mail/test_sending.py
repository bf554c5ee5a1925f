"""A mail goes out once, through a real server; what is not sure is said and left to a person."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from fourfold.ground.jobs import actions, housekeeping
from fourfold.ground.jobs.tables import Job, JobState, Queued
from fourfold.ground.mail import sending
from fourfold.ground.mail.housekeeping import ERASE, HEADS
from fourfold.ground.mail.route import Route
from fourfold.ground.mail.tables import MailState, OutboxMail
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import a_person, an_organisation, trail, trail_content
from tests.ground.jobs.asked import NOON, Clock, a_job, work_off
from tests.ground.mail.server import a_mail_server, free_port
from tests.ground.mail.written import NEEDED, OPTIONAL, a_letter, a_mail, kept, outbox

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from tests.ground.mail.server import Got

pytestmark = pytest.mark.django_db


def job_of(mail: OutboxMail | None) -> Job:
    with as_tenant(MAINTENANCE):
        return Job.objects.get(kind=sending.SEND, key=kept(mail).ref)


def try_again(mail: OutboxMail | None) -> None:
    with (
        declared(person=None, organisation=None, reason="For a test"),
        as_tenant(MAINTENANCE),
        transaction.atomic(),
    ):
        actions.retry_standing(job=job_of(mail), at=NOON)


def test_it_arrives_as_text_and_html_with_all_that_mail_programs_need(server: Got) -> None:
    mail = a_mail(
        a_person("Joan Pryce", email="joan@example.org"), subject="Please\nBcc: all@example.org confirm"
    )

    work_off(Clock())

    [got] = server.mails
    assert server.to == ["joan@example.org"]
    assert (got["From"], got["To"]) == ("Fourfold <fourfold@example.org>", "joan@example.org")
    assert got["Subject"] == "Please Bcc: all@example.org confirm"
    assert got["Bcc"] is None
    assert got["Message-ID"] == kept(mail).message_id
    assert got["Date"] == "Mon, 23 Nov 2026 12:00:00 +0000"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # As it stands on the wire: mail programs read it there, and decode nothing.
    [line] = [line for line in server.raw[0].split(b"\r\n") if line.startswith(b"List-Unsubscribe:")]
    assert line.startswith(b"List-Unsubscribe: <http://127.0.0.1:8000/mail/unsubscribe/")
    assert line.endswith(b"/>")
    plain, html = got.get_body(("plain",)), got.get_body(("html",))
    assert plain is not None
    assert html is not None
    text = plain.get_content().replace("\r\n", "\n")
    assert text.startswith("Hello Joan Pryce,\n\n40 hours of support were reported.\n")
    assert "Confirm it:\nhttp://127.0.0.1:8000/deliveries/X/answer/\n" in text
    assert "Tell them &lt;b&gt;if&lt;/b&gt; that is right &amp; true." in html.get_content()
    assert (kept(mail).state, kept(mail).over_at) == (MailState.SENT, NOON)


def test_mail_that_one_cannot_do_without_has_no_way_to_end_it(server: Got) -> None:
    a_mail(a_person(), kind=NEEDED)

    work_off(Clock())

    [got] = server.mails
    assert got["List-Unsubscribe"] is None
    assert "unsubscribe" not in got.as_string()


def test_a_rolled_back_action_sends_nothing(server: Got) -> None:
    @transaction.atomic
    def act() -> None:
        a_mail(a_person())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert work_off(Clock()) == 0
    assert outbox() == []


def test_the_same_key_is_one_mail_to_each_person(server: Got) -> None:
    one, other = a_person(), a_person()
    mails = [a_mail(person, key="asked 1") for person in (one, other, one)]

    work_off(Clock())

    assert mails[0] == mails[2] != mails[1]
    assert len(server.mails) == 2


def test_names_in_other_alphabets_arrive(server: Got) -> None:
    a_mail(
        a_person("Siân Ŵyn", email="sian@bücher.example.org"),
        subject="Cadarnhau ŵ",
        paragraphs=("Tŷ a gardd.",),
    )

    work_off(Clock())

    [got] = server.mails
    assert server.to == ["sian@xn--bcher-kva.example.org"]
    assert got["Subject"] == "Cadarnhau ŵ"
    plain = got.get_body(("plain",))
    assert plain is not None
    assert "Tŷ a gardd." in plain.get_content()


def test_invented_people_are_sent_nothing_over_a_mail_server(server: Got) -> None:
    mail = a_mail(a_person(email="priya@fernborough.example"))

    work_off(Clock())

    assert server.mails == []
    assert kept(mail).state == MailState.WITHDRAWN


def test_a_server_that_is_away_is_tried_again_until_it_is_back(settings: Settings) -> None:
    settings.MAIL_ROUTE = Route("smtp", host="127.0.0.1", port=free_port(), encryption="none")
    clock = Clock()
    mail = a_mail(a_person())

    work_off(clock)

    assert kept(mail).state == MailState.WAITING
    assert "could not be reached" in Queued.objects.get(pk=job_of(mail).pk).words
    with a_mail_server() as (got, port):
        settings.MAIL_ROUTE = Route("smtp", host="127.0.0.1", port=port, encryption="none")
        clock.forward(minutes=2)
        work_off(clock)
        assert len(got.mails) == 1
    assert kept(mail).state == MailState.SENT


@pytest.mark.parametrize("where", ["to_sender", "to_recipient", "to_data"])
def test_refused_for_the_moment_is_tried_again(server: Got, where: str) -> None:
    setattr(server, where, "451 later, please")
    clock = Clock()
    mail = a_mail(a_person())
    work_off(clock)
    assert (kept(mail).state, server.mails) == (MailState.WAITING, [])

    setattr(server, where, "250 OK")
    clock.forward(minutes=2)
    work_off(clock)

    assert kept(mail).state == MailState.SENT
    assert len(server.mails) == 1


@pytest.mark.parametrize("where", ["to_sender", "to_recipient", "to_data"])
def test_refused_for_good_fails_at_once_and_tells_no_address(server: Got, where: str) -> None:
    setattr(server, where, "550 no joan@example.org here")
    mail = a_mail(a_person(email="joan@example.org"))

    work_off(Clock())

    assert kept(mail).state == MailState.FAILED
    job = job_of(mail)
    assert job.state == JobState.FAILED
    assert "550" in job.words
    assert "joan" not in job.words + job.detail + job.title


def test_a_mended_address_is_used_when_a_person_tries_again(server: Got) -> None:
    person = a_person(email="joan@exmaple.org")
    server.to_recipient = "550 no such domain"
    mail = a_mail(person)
    work_off(Clock())
    with declared(person=None, organisation=None, reason="For a test"):
        Person.objects.filter(pk=person.pk).update(email="joan@example.org")
    server.to_recipient = "250 OK"

    try_again(mail)
    work_off(Clock())

    assert server.to == ["joan@example.org"]
    assert kept(mail).state == MailState.SENT


def test_after_the_last_try_it_is_not_sent_and_waits_for_a_person(server: Got) -> None:
    server.to_data = "451 later, please"
    clock = Clock()
    mail = a_mail(a_person())
    for _ in range(16):
        assert work_off(clock) == 1
        clock.forward(hours=5)

    assert work_off(clock) == 0
    assert kept(mail).state == MailState.FAILED
    assert job_of(mail).state == JobState.FAILED


def test_a_line_that_breaks_after_the_mail_leaves_it_to_a_person(server: Got) -> None:
    server.hangs_up = True
    clock = Clock()
    mail = a_mail(a_person())
    work_off(clock)
    clock.forward(days=2)
    assert work_off(clock) == 0

    # The server had it; nobody could know, and nothing was sent twice.
    assert len(server.mails) == 1
    assert kept(mail).state == MailState.UNSURE
    assert "Nobody can tell" in job_of(mail).words

    server.hangs_up = False
    try_again(mail)
    work_off(clock)
    assert kept(mail).state == MailState.SENT
    assert {got["Message-ID"] for got in server.mails} == {kept(mail).message_id}


def test_a_worker_that_ends_while_it_sends_leaves_it_to_a_person(
    server: Got, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    mail = a_mail(a_person())
    clock = Clock()
    with monkeypatch.context() as during:
        during.setattr(sending, "hand_over", cut)
        with pytest.raises(PowerCut):
            work_off(clock)
    assert kept(mail).state == MailState.SENDING

    clock.forward(hours=1)
    work_off(clock)

    assert server.mails == []
    assert kept(mail).state == MailState.UNSURE
    assert job_of(mail).state == JobState.FAILED


def test_a_worker_that_ends_after_it_wrote_sent_sends_nothing_again(
    server: Got, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        pass

    def cut(*_: object, **__: object) -> None:
        raise PowerCut

    mail = a_mail(a_person())
    clock = Clock()
    with monkeypatch.context() as during:
        during.setattr("fourfold.ground.jobs.queue.finish", cut)
        with pytest.raises(PowerCut):
            work_off(clock)
    clock.forward(hours=1)
    work_off(clock)

    assert len(server.mails) == 1
    assert job_of(mail).words == "It was sent already."


def test_whoever_wants_none_is_written_none_and_sent_none(server: Got) -> None:
    from fourfold.ground.mail.actions import refuse
    from fourfold.ground.mail.kinds import mail_kind

    person = a_person()
    written_before = a_mail(person)
    kind = mail_kind(OPTIONAL)
    assert kind is not None
    refuse(person=person, kind=kind, at=NOON)

    assert a_mail(person) is None
    assert a_mail(person, kind=NEEDED) is not None
    work_off(Clock())

    assert kept(written_before).state == MailState.WITHDRAWN
    assert len(server.mails) == 1


def test_whoever_can_sign_in_no_more_gets_no_mail(server: Got) -> None:
    person = a_person()
    before = a_mail(person, kind=NEEDED)
    with declared(person=None, organisation=None, reason="For a test"):
        Person.objects.filter(pk=person.pk).update(is_active=False)
    person.refresh_from_db()

    assert a_mail(person, kind=NEEDED) is None
    work_off(Clock())
    assert kept(before).state == MailState.WITHDRAWN
    assert server.mails == []


def test_the_trail_knows_that_there_was_a_mail_and_not_to_whom_or_what(server: Got) -> None:
    organisation = an_organisation()
    a_mail(a_person(email="joan@example.org"), owner=organisation.pk, paragraphs=("A secret.",))
    work_off(Clock())

    entries = trail(table="ground_outboxmail")
    assert [entry.operation for entry in entries] == ["insert", "update", "update"]
    assert {entry.owner for entry in entries} == {organisation.pk}
    told = " ".join(trail_content(entry) for entry in entries)
    assert "joan" not in told
    assert "secret" not in told


def test_mails_are_emptied_some_time_after_they_were_sent_and_those_that_wait_are_not(
    server: Got, settings: Settings
) -> None:
    clock = Clock()
    sent = a_mail(a_person())
    work_off(clock)
    server.to_data = "550 no"
    failed = a_mail(a_person())
    work_off(clock)
    clock.forward(days=settings.MAIL_KEPT_DAYS, minutes=1)
    a_job(ERASE)
    work_off(clock)

    emptied = kept(sent)
    assert (emptied.address, emptied.subject, emptied.text, emptied.html) == ("", "", "", "")
    assert emptied.erased_at == clock.at
    assert emptied.state == MailState.SENT
    assert kept(failed).address


def test_another_tenant_sees_no_mail() -> None:
    owner, stranger = an_organisation(), an_organisation()
    a_mail(a_person(), owner=owner.pk)
    a_mail(a_person())

    with as_tenant(stranger.pk):
        assert not OutboxMail.objects.exists()
    with as_tenant(owner.pk):
        assert OutboxMail.objects.count() == 1


def test_the_heads_of_the_trail_leave_the_database_every_day(
    server: Got, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from fourfold.config.command_line import main

    settings.HEADS_ADDRESS = "audit@example.net"
    an_organisation()
    a_job(HEADS)
    work_off(Clock())

    [got] = server.mails
    assert server.to == ["audit@example.net"]
    [attached] = got.iter_attachments()
    assert attached.get_filename() == "heads-2026-11-23.json"
    file = tmp_path / "heads.json"
    file.write_text(attached.get_content())
    assert main(["audit", "verify", "--head", str(file)]) == 0
    assert '"faults": []' in capsys.readouterr().out


def test_without_an_address_no_heads_are_sent_nor_asked_for(settings: Settings) -> None:
    from fourfold.ground.jobs import schedule

    assert HEADS not in {job.kind for job in schedule.tick(at=NOON)}
    settings.HEADS_ADDRESS = "audit@example.net"
    assert HEADS in {job.kind for job in schedule.tick(at=NOON)}
    assert housekeeping.CHAIN != HEADS


def test_files_hold_each_mail_once_and_for_their_owner_alone(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    settings.MAIL_ROUTE = Route("file", folder=folder)
    mail = a_mail(a_person(email="joan@example.org"))

    work_off(Clock())

    [file] = folder.iterdir()
    assert file.suffix == ".eml"
    assert b"joan@example.org" in file.read_bytes()
    assert folder.stat().st_mode & 0o077 == 0
    assert kept(mail).state == MailState.SENT


def test_a_folder_that_cannot_be_written_to_is_tried_again(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file where the folder should be")
    settings.MAIL_ROUTE = Route("file", folder=tmp_path / "mail")
    mail = a_mail(a_person())

    work_off(Clock())

    assert kept(mail).state == MailState.WAITING
    queued = Queued.objects.get(pk=job_of(mail).pk)
    assert queued.due_at is not None
    assert queued.due_at - NOON <= timedelta(seconds=30)


def test_on_the_console_it_is_only_shown(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.MAIL_ROUTE = Route("console")
    a_mail("audit@example.net", kind=NEEDED)

    work_off(Clock())

    shown = capsys.readouterr()
    assert shown.out == ""
    assert "To: audit@example.net" in shown.err


def test_a_server_without_encryption_hears_neither_password_nor_mail(settings: Settings) -> None:
    with a_mail_server() as (got, port):
        settings.MAIL_ROUTE = Route("smtp", host="127.0.0.1", port=port, user="u", password="p")
        mail = a_mail(a_person())
        work_off(Clock())

    assert got.mails == []
    assert kept(mail).state == MailState.WAITING
    assert "NotSupported" in Queued.objects.get(pk=job_of(mail).pk).words


def test_a_letter_says_something_and_leads_only_to_this_site() -> None:
    for wrong in ({"subject": " "}, {"paragraphs": ()}, {"todo": ("Go", "https://elsewhere.example/")}):
        with pytest.raises(ValueError, match=r"letter has a subject|page of this site"):
            a_letter(**wrong)
