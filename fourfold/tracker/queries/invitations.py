"""Whom a round of invitations goes to, and what became of each batch."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef
from django.utils import timezone

from fourfold.ground.mail.tables import MailState, OutboxMail
from fourfold.tracker.models import (
    ContactEvent,
    EventKind,
    FrameContact,
    Interview,
    Mailing,
    OptOut,
    Standing,
)
from fourfold.tracker.models.frame import REMOVED
from fourfold.tracker.queries.records import complete_organisations
from fourfold.tracker.rules.fieldwork.outcomes import is_refusal
from fourfold.tracker.rules.fieldwork.rounds import Contact, InRound, in_round

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fourfold.tracker.models import Wave
    from fourfold.tracker.rules.instrument.questionnaire import Instrument

# The kind of mail; its key holds the contact, the wave and the round.
MAIL: Final = "tracker.invitation"


def mailing_of(*, owner: int, ref: str) -> Mailing | None:
    found: Mailing | None = (
        Mailing.objects.filter(owner_id=owner, ref=ref).select_related("wave__owner").first()
    )
    return found


def due_in(wave: Wave, instrument: Instrument, number: int, *, on: date, most: int) -> list[FrameContact]:
    """So many at most, in the order in which they came into the frame."""
    keys = [pk for pk, where in _each(wave, instrument, number, on) if where is InRound.DUE][:most]
    return list(FrameContact.objects.filter(pk__in=keys).select_related("organisation").order_by("pk"))


def counted_in(wave: Wave, instrument: Instrument, number: int, *, on: date) -> Counter[InRound]:
    return Counter(where for _, where in _each(wave, instrument, number, on))


def mailings_of(wave: Wave) -> list[Mailing]:
    """The latest first."""
    return list(Mailing.objects.filter(wave=wave).select_related("sent_by"))


def letters_written(wave: Wave) -> int:
    return sum(Mailing.objects.filter(wave=wave).values_list("letters", flat=True))


def not_delivered(wave: Wave) -> int:
    """Letters of this wave that the mail server did not take."""
    return OutboxMail.objects.filter(
        owner_id=wave.owner_id, kind=MAIL, state=MailState.FAILED, key__contains=f" {wave.ref} "
    ).count()


def _each(wave: Wave, instrument: Instrument, number: int, on: date) -> Iterator[tuple[int, InRound]]:
    written: dict[int, dict[int, date]] = defaultdict(dict)
    refused: set[int] = set()
    events = ContactEvent.objects.filter(wave=wave).order_by("pk")
    for contact, kind, outcome, sent_in, at in events.values_list(
        "contact_id", "kind", "outcome", "mailing__round", "at"
    ):
        if kind == EventKind.WRITTEN:
            written[contact].setdefault(sent_in, timezone.localdate(at))
        elif is_refusal(outcome):
            refused.add(contact)
    sent = set(
        Interview.objects.filter(wave=wave, contact__isnull=False, sent_at__isnull=False).values_list(
            "contact_id", flat=True
        )
    )
    complete = complete_organisations(wave, instrument)
    out = Exists(OptOut.objects.filter(owner=OuterRef("owner"), known_by=OuterRef("known_by")))
    contacts = FrameContact.objects.filter(wave=wave).annotate(out=out).order_by("pk")
    for pk, email, organisation, standing, wants_none in contacts.values_list(
        "pk", "email", "organisation_id", "organisation__standing", "out"
    ):
        yield (
            pk,
            in_round(
                Contact(
                    has_address=email not in {"", REMOVED},
                    wants_no_surveys=wants_none,
                    left_out=standing == Standing.LEFT_OUT,
                    refused=pk in refused,
                    answered=pk in sent or organisation in complete,
                    written_to=tuple(written[pk].items()),
                ),
                number,
                on=on,
            ),
        )
