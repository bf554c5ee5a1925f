"""A wave in the field: written to, answered by the link, called, settled, and counted."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fourfold.ground.jobs.work import Worker, run_next
from fourfold.ground.mail.tables import MailState, OutboxMail
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.tracker.actions import calls, frame_decisions, invitations
from fourfold.tracker.exchange.instrument.shipped import shipped_instrument
from fourfold.tracker.exchange.instrument.stored import OF_2014
from fourfold.tracker.models import ContactEvent, GivenAnswer, Interview, Mailing, WaveState
from fourfold.tracker.queries.calls import queue_of
from fourfold.tracker.queries.personal_links import link_of
from fourfold.tracker.queries.progress import board_of
from fourfold.tracker.queries.records import records_of, texts_given
from tests.builders.browsing import signed_in, words
from tests.builders.filled_in import fields_on
from tests.builders.ground import an_actor
from tests.builders.waves import SHORTEST, answered, contact_named, in_the_field, moved

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.models import FrameContact, Wave

pytestmark = pytest.mark.django_db
INSTRUMENT = shipped_instrument(OF_2014)


@pytest.fixture
def by() -> Actor:
    return an_actor()


@pytest.fixture
def wave(by: Actor) -> Wave:
    return in_the_field(by)


def mailed(wave: Wave) -> list[OutboxMail]:
    with as_tenant(wave.owner_id):
        return list(OutboxMail.objects.filter(kind="tracker.invitation").order_by("pk"))


def a_round(by: Actor, wave: Wave, number: int, *, after: int = 0, most: int = 100) -> None:
    """So many days after today; the job that writes the letters runs."""
    at = timezone.now() + timedelta(days=after)
    with as_tenant(by.organisation_id):
        mailing, _ = invitations.ask_to_invite(
            by=by, wave=wave, instrument=INSTRUMENT, number=number, most=most, words="", on=timezone.localdate(at), at=at
        )  # fmt: skip
        invitations.write_few(
            by=by, mailing=mailing, instrument=INSTRUMENT, few=most, on=timezone.localdate(at), at=at
        )
        invitations.finish(by=by, mailing=Mailing.objects.get(pk=mailing.pk), at=at)


def test_a_batch_is_written_by_a_job_and_each_letter_has_its_own_link_and_a_way_out(
    by: Actor, wave: Wave
) -> None:
    with as_tenant(by.organisation_id):
        frame_decisions.opt_out(by=by, email="ben@bracken.example", at=timezone.now())
    client = signed_in(by)
    address = f"/tracker/waves/{wave.ref}/invitations/"
    page = words(client.get(address))
    assert "To be written to First round 2 Second round 0" in page
    assert "Want no surveys First round 1" in page
    answer = client.post(address, {"round": "1", "most": "1", "words": "We would be glad."})
    assert answer.status_code == 302, words(answer)
    assert run_next(Worker("a test"))
    assert "Letters written: 1." in words(client.get(answer["Location"]))

    (mail,) = mailed(wave)
    contact = contact_named(wave, "Ana Bell")
    assert mail.address == "ana@bracken.example"
    assert link_of(contact) in mail.text
    assert "We would be glad." in mail.text
    assert f"{link_of(contact)}no-more/" in mail.text
    assert client.post(address, {"round": "2", "most": "1"}).status_code == 422

    a_round(by, wave, 1)
    assert sorted(each.address for each in mailed(wave)) == ["ana@bracken.example", "cy@wexcombe.example"]


def test_the_second_round_waits_two_weeks_and_passes_by_who_is_done(by: Actor, wave: Wave) -> None:
    a_round(by, wave, 1)
    ana = contact_named(wave, "Ana Bell")
    answered(ana, SHORTEST, send=True)
    with as_tenant(by.organisation_id), pytest.raises(Refused, match="nobody now whom this round goes to"):
        a_round(by, wave, 2, after=13)
    a_round(by, wave, 2, after=14)

    again = [each.address for each in mailed(wave)][3:]
    # Ben's colleague made the record of their organisation complete.
    assert again == ["cy@wexcombe.example"]


def test_nobody_is_written_to_before_the_field_opens_or_after_it_closed(by: Actor) -> None:
    today = timezone.localdate()
    wave = in_the_field(by, opens_on=today + timedelta(days=1))
    with as_tenant(by.organisation_id):
        for on, words_of_it in (
            (today, "The field opens on"),
            (wave.closes_on + timedelta(days=1), "The field closed on"),
        ):
            with pytest.raises(NotAllowed, match=words_of_it):
                invitations.check_can_invite(by, wave, on=on)


def test_who_says_no_by_the_link_gets_no_mail_that_still_waits_and_none_later(by: Actor, wave: Wave) -> None:
    a_round(by, wave, 1)
    stranger = Client()
    address = f"{link_of(contact_named(wave, 'Cy Dunn'))}no-more/"
    assert "Ask me no more" in stranger.get(address).content.decode()
    assert "You are not asked again" in words(stranger.post(address))
    stranger.post(address)

    states = {each.address: each.state for each in mailed(wave)}
    assert states["cy@wexcombe.example"] == MailState.WITHDRAWN
    assert states["ana@bracken.example"] == MailState.WAITING
    with as_tenant(by.organisation_id):
        frame_decisions.opt_out(by=by, email="ANA@bracken.example", at=timezone.now())
    assert {each.address: each.state for each in mailed(wave)}["ana@bracken.example"] == MailState.WITHDRAWN
    with as_tenant(by.organisation_id):
        said = ContactEvent.objects.get(contact__name="Cy Dunn", kind="said_no")
        assert said.outcome == "2.112"
        with pytest.raises(NotAllowed, match="want no surveys"):
            calls.check_can_call(by, contact_named(wave, "Cy Dunn"), on=timezone.localdate())


def test_it_is_answered_page_by_page_with_what_the_answers_bring_and_gone_on_with_later(wave: Wave) -> None:
    ana = contact_named(wave, "Ana Bell")
    link = link_of(ana)
    phone = Client()
    front = words(phone.get(link))
    assert "Social value in the sector" in front
    assert "Define" in front
    page = phone.get(f"{link}part/2/").content.decode()
    assert "Does your organisation have a written social value policy?" in page
    assert "What job title" not in page

    answer = phone.post(f"{link}part/2/", {"q_B1": ["health", "crime", "other", "training"], "q_B3": "yes"})
    assert answer.status_code == 422
    assert "Choose up to 3" in words(answer)
    assert "Answer “Does your organisation have a written social value policy?”" in words(answer)
    # What was right is kept, and what was typed is on the page.
    assert given_by(ana) == {"B3": "yes"}
    assert 'value="crime" checked' in answer.content.decode()

    # What an answer brought is not demanded before it was seen.
    sent = {**fields_on(answer.content.decode()), "q_B1": ["health", "other"], "q_B2": "yes", "q_B3": "yes"}
    answer = phone.post(f"{link}part/2/", sent)
    assert answer["Location"] == f"{link}part/2/?more=1"
    page = words(phone.get(answer["Location"]))
    assert "What job title" in page
    assert "Which other priority?" in page
    later = {"q_B1": ["health"], "q_B2": "yes", "q_B3": "no_plans", "later": "1"}
    assert phone.post(f"{link}part/2/", later)["Location"] == link
    assert given_by(ana) == {"B1": "health", "B2": "yes", "B3": "no_plans"}

    other_phone = Client()
    page = other_phone.get(f"{link}part/2/").content.decode()
    assert 'value="no_plans" checked' in page
    assert "Why is there no lead?" in page
    given = {"q_B1": ["health"], "q_B2": "yes", "q_B3": "no_plans"}
    answer = other_phone.post(f"{link}part/2/", given)
    assert answer["Location"] == f"{link}part/3/"
    assert other_phone.get(f"{link}part/77/").status_code == 404
    assert other_phone.get("/survey/not:signed/").status_code == 404


def given_by(contact: FrameContact) -> dict[str, str]:
    """What holds now, as text."""
    with as_tenant(contact.owner_id):
        (interview,) = Interview.objects.filter(contact=contact)
        return dict(texts_given([interview])[interview.pk])


def test_what_is_sent_is_one_record_that_keeps_every_change_with_its_time_and_mode(
    by: Actor, wave: Wave
) -> None:
    ana = contact_named(wave, "Ana Bell")
    answered(ana, {**SHORTEST, "C2": "dissatisfied"})
    answered(ana, {"C2": "satisfied"})
    answered(ana, {"C2": "satisfied"})
    client = Client()
    link = link_of(ana)
    assert client.post(f"{link}send/")["Location"] == link
    assert "Your answers have arrived" in words(client.get(link))

    with as_tenant(by.organisation_id):
        log = GivenAnswer.objects.filter(question="C2").values_list("value", "mode", "by")
        assert list(log) == [("dissatisfied", "web", None), ("satisfied", "web", None)]
        (record,) = records_of(wave, INSTRUMENT).values()
    assert record.outcome == "1.1"
    # From the frame, and asked of nobody.
    assert record.standing.counted["A1"] == "association"


def test_two_people_of_one_organisation_differ_and_the_team_settles_it(by: Actor, wave: Wave) -> None:
    ana, ben = contact_named(wave, "Ana Bell"), contact_named(wave, "Ben Cole")
    answered(ana, {**SHORTEST, "B1": ("health", "crime"), "C5a": "It is early."})
    answered(ben, {"C2": "dissatisfied", "B1": ("crime", "health"), "C5a": "No time."})
    with as_tenant(by.organisation_id):
        (record,) = records_of(wave, INSTRUMENT).values()
    assert set(record.merged.conflicts) == {"C2"}
    assert record.merged.answers["C5a"] == "It is early.\nNo time."
    assert record.outcome == "1.2"

    client = signed_in(by)
    base = f"/tracker/waves/{wave.ref}/answers/"
    assert "1 question to settle" in words(client.get(base))
    one = f"{base}{ana.organisation.ref}/"
    assert "Dissatisfied: Ben Cole, Clerk" in words(client.get(one))
    settle = f"{one}C2/settle/"
    assert client.post(settle, {"chosen": "NOBODY", "why": "x"}).status_code == 422
    with as_tenant(by.organisation_id):
        chosen = Interview.objects.get(contact=ben).ref
    answer = client.post(settle, {"chosen": chosen, "why": "Ben is in charge of it."})
    assert answer.status_code == 302, words(answer)
    with as_tenant(by.organisation_id):
        (record,) = records_of(wave, INSTRUMENT).values()
        assert record.merged.answers["C2"] == "dissatisfied"
        assert record.outcome == "1.1"
    # Once one of them says something else, it is open again.
    answered(ana, {"C2": "very_satisfied"})
    with as_tenant(by.organisation_id):
        (record,) = records_of(wave, INSTRUMENT).values()
    assert set(record.merged.conflicts) == {"C2"}


def test_trials_are_marked_and_count_nowhere(by: Actor, wave: Wave) -> None:
    client = signed_in(by)
    begun = client.post(f"/tracker/waves/{wave.ref}/trials/")
    assert begun.status_code == 302
    page = client.get(begun["Location"])
    assert "Nothing that is answered here counts." in words(page)
    answer = client.post(begun["Location"].replace("/1/", "/7/"), {"q_G1": "yes"})
    assert answer.status_code == 302, words(answer)
    assert "Test: never counts" in words(client.get(f"/tracker/waves/{wave.ref}/trials/"))

    with as_tenant(by.organisation_id):
        assert GivenAnswer.objects.count() == 1
        assert records_of(wave, INSTRUMENT) == {}
        assert board_of(wave, INSTRUMENT).organisations == {"3.11": 2}
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        change(by=by, owner=wave.owner_id, reason="For a test"),
    ):
        Interview.objects.update(purpose="real")


def test_the_queue_calls_notes_what_came_and_comes_back_at_the_appointment(by: Actor, wave: Wave) -> None:
    client = signed_in(by)
    queue = f"/tracker/waves/{wave.ref}/calls/"
    page = words(client.get(queue))
    assert "2 contacts to call now" in page
    assert "Ben Cole" not in page
    ana = contact_named(wave, "Ana Bell")
    one = f"{queue}{ana.ref}/"
    assert client.post(one, {}).status_code == 422
    assert client.post(one, {"outcome": "1.1"}).status_code == 422
    answer = client.post(one, {"outcome": "2.21", "note": "In a meeting"})
    assert answer["Location"] == queue
    assert "In a meeting" in words(client.get(one))
    assert "Ana Bell" not in words(client.get(queue))

    form = f"{one}appointment/"
    slots = [value for value in options_on(client.get(form).content.decode(), "slot") if value]
    assert client.post(form, {"slot": "2020-01-01T10:00:00+00:00"}).status_code == 422
    assert client.post(form, {"slot": slots[0]}).status_code == 302
    diary = words(client.get(f"/tracker/waves/{wave.ref}/diary/"))
    assert "Ana Bell" in diary
    cy = contact_named(wave, "Cy Dunn")
    now = timezone.now()
    with as_tenant(by.organisation_id):
        calls.make_appointment(
            by=by, contact=cy, starts_at=now + timedelta(seconds=1), on=timezone.localdate(now), at=now
        )
    assert "Call Cy Dunn of Wexcombe Council" in words(client.get("/"))
    taken = client.post(f"{queue}{cy.ref}/appointment/", {"slot": slots[0]})
    assert taken.status_code == 422
    with as_tenant(by.organisation_id):
        then = datetime.fromisoformat(slots[0])
        first = queue_of(wave, INSTRUMENT, at=then, most=5).first
    assert [each.contact.name for each in first[:2]] == ["Cy Dunn", "Ana Bell"]


def options_on(page: str, name: str) -> list[str]:
    select = page.partition(f'name="{name}"')[2].partition("</select>")[0]
    return re.findall(r'<option value="([^"]*)"', select)


def test_an_interviewer_fills_the_same_questionnaire_in_and_it_is_the_mode_of_each_answer(
    by: Actor, wave: Wave
) -> None:
    cy = contact_named(wave, "Cy Dunn")
    answered(cy, {"B2": "yes"})
    client = signed_in(by)
    base = f"/tracker/waves/{wave.ref}/calls/{cy.ref}/"
    first = client.get(f"{base}part/1/")
    # What the frame gives is filled in, for the interviewer to correct.
    assert 'value="council" checked' in first.content.decode()
    assert "Filled in from the list of organisations" in words(first)
    second = {
        **fields_on(client.get(f"{base}part/2/").content.decode()),
        "q_B1": ["crime"],
        "q_B3": "no_plans",
    }
    assert client.post(f"{base}part/2/", second)["Location"] == f"{base}part/2/?more=1"
    again = fields_on(client.get(f"{base}part/2/").content.decode())
    assert client.post(f"{base}part/2/", again)["Location"] == f"{base}part/3/"
    assert client.post(f"{base}finish/").status_code == 302
    with as_tenant(by.organisation_id):
        modes = dict(GivenAnswer.objects.filter(interview__contact=cy).values_list("question", "mode"))
        assert modes | {"B2": "web", "B1": "telephone", "B3": "telephone"} == modes
        assert Interview.objects.get(contact=cy).sent_at is not None
    assert "Cy Dunn" not in words(client.get(f"/tracker/waves/{wave.ref}/calls/"))


def test_the_board_counts_organisations_against_quotas_and_prints_every_rate(by: Actor, wave: Wave) -> None:
    ana = contact_named(wave, "Ana Bell")
    answered(ana, SHORTEST, send=True)
    client = signed_in(by)
    quotas = f"/tracker/waves/{wave.ref}/progress/quotas/"
    given = {**fields_on(client.get(quotas).content.decode()), "stratum_0": "3", "stratum_1": "1"}
    assert client.post(quotas, given).status_code == 302
    page = words(client.get(f"/tracker/waves/{wave.ref}/progress/"))
    assert (
        "Housing association Size Not known yet In the frame 1 Complete 1 In part 0 Wanted 1 Still to come 0"
        in page
    )
    assert (
        "Local authority Size Not known yet In the frame 1 Complete 0 In part 0 Wanted 3 Still to come 3"
        in page
    )
    # One complete of two organisations, the other not tried; of three contacts one.
    assert (
        "RR1 What it is Complete, of all whose eligibility is known or not Organisations 50.0% Contacts 33.3%"
        in page
    )
    assert "Organisations 100.0%" in page


def test_only_the_lead_sees_names_answers_and_progress(by: Actor, wave: Wave) -> None:
    council = Organisation.objects.get(pk=by.organisation_id)
    reader = signed_in(an_actor(role=Role.COMMISSIONER, organisation=council))
    for page in ("invitations/", "calls/", "diary/", "answers/", "progress/", "trials/"):
        assert reader.get(f"/tracker/waves/{wave.ref}/{page}").status_code == 403, page


def test_after_the_field_closed_nothing_is_taken_any_more(by: Actor, wave: Wave) -> None:
    link = link_of(contact_named(wave, "Ana Bell"))
    moved(by, wave, WaveState.CLOSED, on=timezone.localdate())
    client = Client()
    assert "Nobody is asked now" in words(client.get(link))
    assert client.post(f"{link}part/2/", {"q_B2": "yes"}).status_code == 403
    with as_tenant(by.organisation_id):
        assert not GivenAnswer.objects.exists()


def test_a_page_of_the_queue_costs_as_much_with_many_contacts_as_with_few(by: Actor) -> None:
    few = _questions(by, 3)
    many = _questions(by, 40)
    assert many == few


def _questions(by: Actor, people: int) -> int:
    lines = [
        (f"Landlord {number} Limited", "housing association", f"Person {number}", "", f"p{number}@x.example", f"01632 96{number:04}")
        for number in range(people)
    ]  # fmt: skip
    wave = in_the_field(by, lines)
    client = signed_in(by)
    address = f"/tracker/waves/{wave.ref}/calls/"
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
