from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.consultation import Consultation
from fourfold.integrate.models.consultation_response import SaidState


class ConsultationIdea(Owned):
    """What somebody proposes, where, and what they think it saves in a year. Its own root, as a response is."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="ideas")
    once = models.CharField(max_length=43)
    what = models.TextField()
    where = models.CharField(max_length=200, blank=True)
    saving = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, help_text="Pounds a year, as they estimate it."
    )
    saving_because = models.TextField(blank=True)
    said_on = models.DateField()
    state = models.CharField(max_length=7, choices=SaidState.choices, default=SaidState.WAITING)
    hidden_because = models.TextField(blank=True)
    looked_at_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("consultation", "once"), name="consultation_idea_sent_once"),
            models.CheckConstraint(
                condition=Q(saving=None) | Q(saving__gte=0), name="consultation_idea_saving_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(state="hidden") & ~Q(hidden_because="")
                | ~Q(state="hidden") & Q(hidden_because=""),
                name="consultation_idea_hidden_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.what[:80]
