from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.tracker.models.frame import FrameContact, FrameOrganisation
from fourfold.tracker.models.mailing import Mailing
from fourfold.tracker.models.wave import Wave


class EventKind(models.TextChoices):
    WRITTEN = "written", say("Written to")
    CALLED = "called", say("Called")
    SAID_NO = "said_no", say("Said no by the link")


class ContactEvent(Owned):
    """Something that came of asking a contact. Rows are added and never changed; where a contact stands follows from them."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="events")
    organisation = models.ForeignKey(FrameOrganisation, models.PROTECT, related_name="events")
    contact = models.ForeignKey(FrameContact, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    # By the Standard Definitions, such as 3.13.
    outcome = models.CharField(max_length=8)
    note = models.TextField(blank=True)
    mailing = models.ForeignKey(Mailing, models.PROTECT, null=True, related_name="events")
    # Empty where the contact did it themselves.
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("wave", "contact", "at"), name="contact_event_in_order"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="contact_event_kind_known"),
            models.UniqueConstraint(
                fields=("mailing", "contact"),
                condition=Q(mailing__isnull=False),
                name="contact_event_one_letter",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.outcome}"
