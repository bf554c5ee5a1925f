from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.tracker.models.frame import FrameContact
from fourfold.tracker.models.wave import Wave


class AppointmentState(models.TextChoices):
    MADE = "made", say("Made")
    KEPT = "kept", say("Over")
    CALLED_OFF = "called_off", say("Called off")


VALID_TRANSITIONS: dict[AppointmentState, frozenset[AppointmentState]] = {
    AppointmentState.MADE: frozenset({AppointmentState.KEPT, AppointmentState.CALLED_OFF}),
    AppointmentState.KEPT: frozenset(),
    AppointmentState.CALLED_OFF: frozenset(),
}


class Appointment(Owned):
    """A slot in an interviewer's diary at which a contact is to be called."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="appointments")
    contact = models.ForeignKey(FrameContact, models.PROTECT, related_name="appointments")
    interviewer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    made_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=AppointmentState.choices, default=AppointmentState.MADE.value
    )

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("starts_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=AppointmentState.values), name="appointment_state_known"
            ),
            models.UniqueConstraint(
                fields=("contact",), condition=Q(state="made"), name="appointment_one_ahead"
            ),
            models.UniqueConstraint(
                fields=("interviewer", "starts_at"), condition=Q(state="made"), name="appointment_slot_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.contact}, {self.starts_at:%d %B %Y %H:%M}"
