"""Sends what stands in the outbox: each mail a job of its own, each at most once unless a person decides otherwise.

That a mail is being sent is written down before the server hears of it, and that it was sent as soon as the server has said so.
A crash between the two leaves "being sent". Whoever takes the job over cannot know, so it sends nothing: the mail becomes
"perhaps sent", the job fails and says so, and a person may send it again. It then has the same Message-ID, by which many
mail systems know a second copy.
"""

from __future__ import annotations

from datetime import timedelta
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy
from email.policy import default as default_policy
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from fourfold.ground.jobs.kinds import GiveUp, Kind, Outcome, TryAgain, register
from fourfold.ground.kernel.backoff import Retries
from fourfold.ground.kernel.said import say
from fourfold.ground.mail.kinds import mail_kind
from fourfold.ground.mail.links import unsubscribe_address
from fourfold.ground.mail.queries import wants
from fourfold.ground.mail.tables import MailState, OutboxMail
from fourfold.ground.mail.transport import CannotTell, NotTaken, hand_over
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.jobs.running import Running

SEND: Final = "ground.send_mail"


class _Unfolded(UnstructuredHeader, BaseHeader):
    """A header on one line, however long: mail programs take an address that was folded and encoded for no address."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS: Final = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Unfolded)
_POLICY: Final = default_policy.clone(header_factory=_HEADERS)
_NOBODYS: Final = (".example", ".invalid", ".localhost", ".test")
# A mail server that is away for an afternoon: half a minute, one, two … hours, for about a day.
_RETRIES: Final = Retries(most_attempts=16, first_wait=timedelta(seconds=30), longest_wait=timedelta(hours=4))
_PERHAPS: Final = say(
    "Nobody can tell whether this mail was sent: the worker ended just then, or the line to the mail server broke. "
    "If the person has not got it, try again."
)


def connect() -> None:
    # Longer than any one talk with a mail server can take.
    register(Kind(SEND, _send, stepwise=True, lease=timedelta(minutes=10), retries=_RETRIES))


def _send(running: Running) -> Outcome:
    mail = _begun(running)
    if mail.state == MailState.SENT:
        return Outcome(say("It was sent already."))
    if mail.state == MailState.WITHDRAWN:
        return Outcome(say("It was not sent: it is no longer wanted."))
    if mail.state == MailState.UNSURE:
        raise GiveUp(_PERHAPS)
    try:
        hand_over(message_of(mail, at=running.clock()), settings.MAIL_ROUTE)
    except NotTaken as refusal:
        again = refusal.again and running.taken.attempt < _RETRIES.most_attempts
        _note(running, mail, MailState.WAITING if again else MailState.FAILED)
        raise (TryAgain if refusal.again else GiveUp)(str(refusal)) from refusal
    except CannotTell as doubt:
        _note(running, mail, MailState.UNSURE)
        raise GiveUp(_PERHAPS) from doubt
    _note(running, mail, MailState.SENT)
    return Outcome(say("It was handed to the mail server."))


def _begun(running: Running) -> OutboxMail:
    """The mail, now marked as being sent; or as it stands where it is not to be."""
    with running.step():
        mail = (
            OutboxMail.objects.select_for_update(of=("self",))
            .select_related("person")
            .get(ref=running.payload["mail"])
        )
        match mail.state:
            case MailState.SENT | MailState.WITHDRAWN:
                return mail
            case MailState.SENDING:
                # An earlier worker began and never came back.
                mail.state = MailState.UNSURE
            case _ if mail.erased_at is not None or not _wanted(mail) or _nowhere(mail):
                mail.state, mail.over_at = MailState.WITHDRAWN, running.clock()
            case _:
                mail.state = MailState.SENDING
                if mail.person is not None:
                    # Where they get mail now, not where they got it when it was written.
                    mail.address = mail.person.email
        mail.save()
    return mail


def _wanted(mail: OutboxMail) -> bool:
    kind = mail_kind(mail.kind)
    if mail.person is None or kind is None:
        return kind is not None
    return mail.person.is_active and wants(person=mail.person, kind=kind)


def _nowhere(mail: OutboxMail) -> bool:
    """Whether the mail would leave this machine for one of the domains that can be no one's (RFC 2606): invented people's."""
    address = mail.address if mail.person is None else mail.person.email
    return settings.MAIL_ROUTE.how == "smtp" and address.lower().endswith(_NOBODYS)


def _note(running: Running, mail: OutboxMail, state: MailState) -> None:
    """What became of it, whoever holds the job by now: it is true all the same."""
    job = running.taken.job
    with (
        transaction.atomic(),
        declared(person=None, organisation=job.organisation_id, reason=job.title),
        as_tenant(running.tenant),
    ):
        standing = OutboxMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
        if standing.state not in {MailState.SENDING, MailState.UNSURE}:
            return
        standing.state = state
        if state == MailState.SENT:
            standing.over_at = running.clock()
        standing.save(update_fields=["state", "over_at"])


def message_of(mail: OutboxMail, *, at: datetime) -> EmailMessage:
    """The mail as it goes over the wire, text first and HTML beside it."""
    message = EmailMessage(_POLICY)
    message["From"] = settings.MAIL_FROM
    message["To"] = formataddr(("", _over_the_wire(mail.address)))
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = mail.message_id
    # Asks other machines not to answer (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    kind = mail_kind(mail.kind)
    if mail.person is not None and kind is not None and not kind.essential:
        # One click in the mail program ends it (RFC 8058).
        message["List-Unsubscribe"] = f"<{unsubscribe_address(person=mail.person, kind=kind)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    if mail.attachment_name:
        message.add_attachment(mail.attachment, filename=mail.attachment_name)
    return message


def _over_the_wire(address: str) -> str:
    """Names of domains in other alphabets as the mail servers' seven bits have them."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as wrong:
        raise NotTaken(say("The address is not one that mail can be sent to."), again=False) from wrong
