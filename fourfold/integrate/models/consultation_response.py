from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.consultation import Consultation


class SaidState(models.TextChoices):
    """Of a response and of an idea alike. What is hidden is kept, with the reason."""

    WAITING = "waiting", say("Waiting to be looked at")
    SHOWN = "shown", say("Looked at")
    HIDDEN = "hidden", say("Hidden")


VALID_TRANSITIONS: dict[SaidState, frozenset[SaidState]] = {
    SaidState.WAITING: frozenset({SaidState.SHOWN, SaidState.HIDDEN}),
    SaidState.SHOWN: frozenset({SaidState.HIDDEN}),
    SaidState.HIDDEN: frozenset({SaidState.SHOWN}),
}


class Respondent(models.TextChoices):
    RESIDENT = "resident", say("As a resident or tenant")
    PROVIDER = "provider", say("For a firm, charity or social enterprise")
    OTHER = "other", say("As somebody else")


class ConsultationResponse(Owned):
    """What one person answered, without who they are. Its own root: nobody but the owner reads it.

    `once` comes with the form, so that one sent twice is one response.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="responses")
    once = models.CharField(max_length=43)
    answered_on = models.DateField()
    respondent = models.CharField(max_length=8, choices=Respondent.choices, blank=True)
    district = models.CharField(max_length=4, blank=True, help_text="The first half of a postcode, no more.")
    state = models.CharField(max_length=7, choices=SaidState.choices, default=SaidState.WAITING)
    hidden_because = models.TextField(blank=True)
    looked_at_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("consultation", "once"), name="consultation_response_sent_once"),
            models.CheckConstraint(
                condition=Q(state="hidden") & ~Q(hidden_because="")
                | ~Q(state="hidden") & Q(hidden_because=""),
                name="consultation_response_hidden_for_a_reason",
            ),
        )
        indexes = (models.Index(fields=("consultation", "state", "-id"), name="consultation_response_state"),)

    def __str__(self) -> str:
        return self.ref
