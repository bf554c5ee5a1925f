"""The outbox: every mail that is to be sent, in the transaction that gave reason for it, and what became of it."""

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import TenantManager
from fourfold.ground.people.tables import Person


class MailState(models.TextChoices):
    WAITING = "waiting", say("Waiting to be sent")
    SENDING = "sending", say("Being sent")
    SENT = "sent", say("Sent")
    UNSURE = "unsure", say("Perhaps sent")
    FAILED = "failed", say("Not sent")
    WITHDRAWN = "withdrawn", say("No longer wanted")


_S = MailState
VALID_TRANSITIONS: dict[MailState, frozenset[MailState]] = {
    _S.WAITING: frozenset({_S.SENDING, _S.WITHDRAWN}),
    # Back to waiting where the mail server surely has not taken it.
    _S.SENDING: frozenset({_S.SENT, _S.WAITING, _S.UNSURE, _S.FAILED}),
    # To be sent again by a person's decision alone; or a slow worker's word that it was sent after all.
    _S.UNSURE: frozenset({_S.SENDING, _S.SENT, _S.WITHDRAWN}),
    _S.FAILED: frozenset({_S.SENDING, _S.WITHDRAWN}),
    _S.SENT: frozenset(),
    _S.WITHDRAWN: frozenset(),
}


class OutboxMail(models.Model):
    """One mail to one address. `message_id` is fixed when it is written, so that a second copy can be known as one.

    The address and the text are personal: the trail never holds them, and some time after the mail is over they are
    emptied (`erased_at`). That there was a mail of this kind, when, and for whom, stays.
    """

    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    ref = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    root = models.CharField(max_length=12, db_index=True, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120, blank=True)
    # Empty for an address from the settings.
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    address = models.EmailField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    attachment_name = models.CharField(max_length=100, blank=True)
    attachment = models.TextField(blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.WAITING)
    written_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = TenantManager["OutboxMail"]()

    wall = "owned"
    trail_leaves_out = ("address", "subject", "text", "html", "attachment")

    class Meta:
        base_manager_name = "objects"
        ordering = ("-written_at", "-pk")
        indexes = (models.Index(fields=("state", "over_at"), name="mail_over"),)
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), condition=~Q(key=""), name="mail_key_once"),
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_known"),
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(address="")
                | Q(erased_at__isnull=False, address="", text="", html="", attachment=""),
                name="mail_erased_or_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("sent", "withdrawn"), over_at__isnull=False)
                | ~Q(state__in=("sent", "withdrawn")),
                name="mail_over_since",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}: {self.get_state_display()}"


class MailRefusal(models.Model):
    """A person who wants no mail of a kind. Without a row they want it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    since = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "kind"), name="mail_refusal_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} wants no {self.kind}"
