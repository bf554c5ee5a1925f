"""Invitations by mail: asked for as a batch of one round, and written by a job, each to one contact with a link of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse

from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import begun_small, say
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter, on_site
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.tracker.actions.waves import check_can_manage
from fourfold.tracker.models import ContactEvent, EventKind, Mailing, WaveState
from fourfold.tracker.queries.invitations import MAIL, due_in
from fourfold.tracker.queries.personal_links import link_of, signed
from fourfold.tracker.rules.fieldwork.outcomes import INVITED
from fourfold.tracker.rules.fieldwork.rounds import ROUNDS

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.jobs.tables import Job
    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.models import FrameContact, Wave
    from fourfold.tracker.rules.instrument.questionnaire import Instrument

SEND: Final = "tracker.send_invitations"
MOST_AT_ONCE: Final = 500


def check_in_the_field(wave: Wave, *, on: date) -> None:
    """Fieldwork was begun by a person, and the day lies between the days that the wave names."""
    if wave.state != WaveState.FIELDING:
        raise NotAllowed(
            say("This wave is {state}. Nobody is asked now.", state=begun_small(wave.get_state_display()))
        )
    if on < wave.opens_on:
        raise NotAllowed(say("The field opens on {day}.", day=day_text(wave.opens_on)))
    if on > wave.closes_on:
        raise NotAllowed(say("The field closed on {day}.", day=day_text(wave.closes_on)))


def check_can_invite(by: Actor, wave: Wave, *, on: date) -> None:
    check_can_manage(by, wave)
    check_in_the_field(wave, on=on)
    if Mailing.objects.filter(wave=wave, finished_at=None).exists():
        raise NotAllowed(say("A batch is being written. Wait until it is done."))


def ask_to_invite(
    *,
    by: Actor,
    wave: Wave,
    instrument: Instrument,
    number: int,
    most: int,
    words: str,
    on: date,
    at: datetime,
) -> tuple[Mailing, Job]:
    """A batch of the round of that number. Its letters are written by a job."""
    check_can_invite(by, wave, on=on)
    if number not in ROUNDS:
        raise Refused(say("Choose the round"), field="round")
    if not 1 <= most <= MOST_AT_ONCE:
        raise Refused(say("Write between 1 and {most} letters at once", most=MOST_AT_ONCE), field="most")
    if not due_in(wave, instrument, number, on=on, most=1):
        raise Refused(say("There is nobody now whom this round goes to"), field="round")
    ref = new_reference()
    with change(by=by, owner=wave.owner_id, reason=say("Asked for a batch of invitations")):
        mailing: Mailing = Mailing.objects.create(
            owner_id=wave.owner_id,
            ref=ref,
            root=wave.root,
            wave=wave,
            round=number,
            most=most,
            words=words.strip(),
            sent_by_id=by.person_id,
            at=at,
        )
        job = enqueue(
            kind=SEND,
            title=say("Invitations of {title}", title=wave.title),
            owner=wave.owner_id,
            by=by,
            payload={"mailing": ref},
            key=f"{SEND}:{ref}",
            at=at,
        )
    return mailing, job


def write_few(
    *, by: Actor, mailing: Mailing, instrument: Instrument, few: int, on: date, at: datetime
) -> int:
    """The next letters of the batch; who said no or answered since it was asked for is passed by. How many were written."""
    wave = mailing.wave
    check_can_manage(by, wave)
    check_in_the_field(wave, on=on)
    with change(by=by, owner=wave.owner_id, reason=say("Wrote invitations")):
        most = min(few, mailing.most - mailing.letters)
        contacts = due_in(wave, instrument, mailing.round, on=on, most=most)
        for contact in contacts:
            _write(by, mailing, contact, at)
        if contacts:
            update(mailing, version=mailing.version, letters=mailing.letters + len(contacts))
    return len(contacts)


def finish(*, by: Actor, mailing: Mailing, at: datetime) -> Mailing:
    check_can_manage(by, mailing.wave)
    with change(by=by, owner=mailing.owner_id, reason=say("Wrote a batch of invitations")):
        return update(mailing, version=mailing.version, finished_at=at)


def letter_to(contact: FrameContact, mailing: Mailing) -> Letter:
    """Who asks, for whom, until when, what becomes of the answers, and the way out."""
    wave = mailing.wave
    no_more = on_site(reverse("survey_no_more", kwargs={"signed": signed(contact)}))
    again = mailing.round > 1
    return Letter(
        subject=say("A reminder: {title}", title=wave.title) if again else wave.title,
        paragraphs=(
            say(
                "{owner} asks {organisation} to take part in a survey made for {sponsor}: “{title}”.",
                owner=wave.owner.name,
                organisation=contact.organisation.name,
                sponsor=wave.sponsor,
                title=wave.title,
            ),
            *([mailing.words] if mailing.words else []),
            say(
                "You can answer until {day}, stop whenever you like and go on later with the same link. "
                "It is yours: please do not pass it on. Colleagues answer with a link of their own.",
                day=day_text(wave.closes_on),
            ),
            say(
                "Your name and address are kept until {day} and then removed. No table that is published shows what one "
                "organisation said.",
                day=day_text(wave.contacts_kept_until),
            ),
            say("If you want no surveys from {owner}:", owner=wave.owner.name) + "\n" + no_more,
        ),
        todo=(say("Answer the survey"), link_of(contact)),
    )


def _write(by: Actor, mailing: Mailing, contact: FrameContact, at: datetime) -> None:
    post(
        kind=MAIL,
        letter=letter_to(contact, mailing),
        to=contact.email,
        owner=mailing.owner_id,
        key=f"{contact.ref} {mailing.wave.ref} {mailing.round}",
        at=at,
    )
    ContactEvent.objects.create(
        owner_id=mailing.owner_id,
        root=mailing.root,
        wave=mailing.wave,
        organisation=contact.organisation,
        contact=contact,
        kind=EventKind.WRITTEN.value,
        outcome=INVITED,
        mailing=mailing,
        by_id=by.person_id,
        at=at,
    )
