"""The recipient of a delivery is asked by mail, reminded twice, and then the delivery is shown as unanswered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from fourfold.ground.jobs.tables import JobState
from fourfold.ground.mail.actions import refuse
from fourfold.ground.mail.kinds import mail_kind
from fourfold.ground.mail.tables import MailState, OutboxMail
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.trail.declaration import declared
from fourfold.partner.actions.asking import ASK_TO_CONFIRM
from fourfold.partner.actions.confirmations import confirm
from fourfold.partner.actions.deliveries import report_again
from fourfold.partner.actions.verifications import send_back
from fourfold.partner.jobs import REMIND
from fourfold.partner.models import Asking, Confirmation, ConfirmationState
from tests.builders.browsing import signed_in, source
from tests.builders.ground import TODAY, an_actor
from tests.builders.promises import NOW, a_delivery, a_promise
from tests.ground.jobs.asked import Clock, a_job, stands, work_off
from tests.ground.mail.written import outbox

if TYPE_CHECKING:
    from fourfold.partner.models import Delivery

pytestmark = pytest.mark.django_db

DAYS = settings.REMIND_AFTER_DAYS


def remind(*, after: int) -> str:
    """What the daily job does so many days after the report; its words."""
    clock = Clock(datetime.combine(TODAY, NOW.timetz()) + timedelta(days=after))
    job = a_job(REMIND)
    work_off(clock)
    done = stands(job)
    assert done.state == JobState.DONE, done.words
    return done.words


def answer_to(delivery: Delivery) -> Confirmation:
    with as_tenant(MAINTENANCE):
        return Confirmation.objects.select_related("delivery").get(delivery=delivery)


def askings(delivery: Delivery) -> list[tuple[int, int, date, int]]:
    with as_tenant(MAINTENANCE):
        found = Asking.objects.filter(confirmation__delivery=delivery)
        return list(found.values_list("round", "number", "on", "people"))


def mails() -> list[OutboxMail]:
    return [mail for mail in outbox() if mail.kind == ASK_TO_CONFIRM]


def test_whoever_received_it_is_asked_at_the_moment_it_is_reported() -> None:
    promise = a_promise()
    other = an_actor(role=Role.COMMUNITY, organisation=promise.recipient)
    an_actor(role=Role.ADMINISTRATOR, organisation=promise.recipient)
    delivery = a_delivery(promise)

    assert {mail.person_id for mail in mails()} == {promise.community.person_id, other.person_id}
    assert askings(delivery) == [(1, 0, TODAY, 2)]
    text = mails()[0].text
    assert promise.supplier.name in text
    assert "10 apprenticeships (Apprenticeships), 1 October 2026 to 31 October 2026" in text.replace(
        "\n", " "
    )
    assert f"/deliveries/{delivery.ref}/answer/" in text
    assert "Ten apprentices started" not in text
    assert mails()[0].owner_id == promise.buyer.pk


def test_where_nobody_received_it_nobody_is_asked() -> None:
    a_delivery(a_promise(), recipient=False)

    assert mails() == []


def test_after_two_reminders_it_is_unanswered_and_can_still_be_answered() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    assert remind(after=DAYS - 1).startswith("0 reminded, 0 now unanswered, 1 left")
    assert remind(after=DAYS).startswith("1 reminded")
    assert remind(after=DAYS).startswith("0 reminded")
    assert remind(after=2 * DAYS).startswith("1 reminded")
    last = mails()[-1]
    assert last.subject.startswith("Reminder: ")
    assert "This is the last reminder." in last.text
    assert answer_to(delivery).state == ConfirmationState.ASKED

    assert "1 now unanswered" in remind(after=3 * DAYS)

    assert answer_to(delivery).state == ConfirmationState.UNANSWERED
    assert [number for _, number, _, _ in askings(delivery)] == [0, 1, 2]
    assert remind(after=9 * DAYS).startswith("0 reminded, 0 now unanswered, 0 left")
    assert len(mails()) == 3
    with as_tenant(promise.recipient.pk):
        answered = confirm(
            by=promise.community, confirmation=answer_to(delivery), quantity=Decimal(10), words="", on=TODAY
        )
    assert answered.state == ConfirmationState.CONFIRMED


def test_the_day_that_the_last_reminder_names_is_the_day_on_which_it_ends() -> None:
    a_delivery(a_promise())
    remind(after=DAYS)
    remind(after=2 * DAYS)
    ends = TODAY + timedelta(days=3 * DAYS)

    assert f"{ends.day} {ends:%B %Y}" in mails()[-1].text.replace("\n", " ")
    assert remind(after=3 * DAYS - 1).startswith("0 reminded, 0 now")


def test_an_answer_takes_back_the_mails_that_have_not_gone_out_and_ends_the_reminders() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    with as_tenant(promise.recipient.pk):
        confirm(
            by=promise.community, confirmation=answer_to(delivery), quantity=Decimal(10), words="", on=TODAY
        )

    assert [mail.state for mail in mails()] == [MailState.WITHDRAWN]
    assert remind(after=DAYS).startswith("0 reminded, 0 now unanswered, 0 left")
    assert len(mails()) == 1


def test_what_is_reported_anew_is_asked_about_anew_with_two_reminders_of_its_own() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    for times in (1, 2, 3):
        remind(after=times * DAYS)
    assert answer_to(delivery).state == ConfirmationState.UNANSWERED
    with as_tenant(promise.buyer.pk):
        delivery.refresh_from_db()
        returned = send_back(by=promise.manager, delivery=delivery, because="How many of them were new?")
    later = TODAY + timedelta(days=30)
    with as_tenant(promise.supplier.pk):
        report_again(
            by=promise.reporter, delivery=returned, quantity=Decimal(8), words="Eight were.", uploads=[], on=later,
            at=NOW + timedelta(days=30),
        )  # fmt: skip

    assert answer_to(delivery).state == ConfirmationState.ASKED
    assert askings(delivery)[-1] == (2, 0, later, 1)
    assert remind(after=30 + DAYS).startswith("1 reminded")


def test_a_delivery_that_was_returned_is_not_reminded_of_until_it_is_reported_anew() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    with as_tenant(promise.buyer.pk):
        send_back(by=promise.manager, delivery=delivery, because="How many of them were new?")

    assert remind(after=DAYS).startswith("0 reminded, 0 now unanswered, 0 left")


def test_who_reported_it_is_not_asked_to_confirm_it() -> None:
    promise = a_promise()
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.create(
            person_id=promise.reporter.person_id,
            organisation=promise.recipient,
            role=Role.COMMUNITY,
            from_day=date(2020, 1, 1),
        )
    a_delivery(promise)

    assert {mail.person_id for mail in mails()} == {promise.community.person_id}


def test_where_nobody_can_be_written_to_the_buyer_sees_that() -> None:
    promise = a_promise()
    kind = mail_kind(ASK_TO_CONFIRM)
    assert kind is not None
    refuse(person=Person.objects.get(pk=promise.community.person_id), kind=kind, at=NOW)
    delivery = a_delivery(promise)

    assert mails() == []
    assert askings(delivery) == [(1, 0, TODAY, 0)]
    page = page_of(delivery, promise.manager.person_id)
    assert "nobody there could be sent a mail" in page


def test_the_page_says_when_they_were_asked_and_that_they_did_not_answer() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    for times in (1, 2, 3):
        remind(after=times * DAYS)

    for person in (promise.manager.person_id, promise.reporter.person_id):
        page = page_of(delivery, person)
        assert "did not answer after two reminders" in page
        assert "Asked on 23 November 2026 by mail to 1 person" in page
        assert page.count("Reminded on") == 2


def page_of(delivery: Delivery, person: int) -> str:
    return source(signed_in(person).get(f"/deliveries/{delivery.ref}/"))


def test_deliveries_from_before_mails_were_written_are_reminded_of_from_their_report_on() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    with declared(person=None, organisation=None, reason="For a test"), as_tenant(MAINTENANCE):
        Asking.objects.all().delete()

    assert remind(after=DAYS).startswith("1 reminded")
    assert [number for _, number, _, _ in askings(delivery)] == [1]


def test_a_rerun_of_the_day_writes_nothing_again() -> None:
    promise = a_promise()
    for quantity in (3, 4, 5):
        a_delivery(promise, quantity=quantity)
    remind(after=DAYS)
    before = len(mails())

    remind(after=DAYS)

    assert len(mails()) == before == 6
