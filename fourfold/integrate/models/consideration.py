from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class Consideration(Owned):
    """What was weighed before the procurement began: the record that the Social Value Act asks for, and a gate."""

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="consideration")
    improvement = models.TextField(
        help_text="How it could improve economic, social and environmental well-being."
    )
    proportionate = models.TextField(help_text="What is relevant and in proportion.")
    consulted = models.BooleanField()
    consulted_whom = models.TextField(blank=True)
    not_consulted_because = models.TextField(blank=True)
    urgent = models.BooleanField(default=False)
    urgent_because = models.TextField(blank=True)
    considered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    considered_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(
                condition=Q(consulted=True) & ~Q(consulted_whom="")
                | Q(consulted=False) & ~Q(not_consulted_because=""),
                name="consideration_who_was_asked_or_why_nobody",
            ),
            models.CheckConstraint(
                condition=Q(urgent=False) | ~Q(urgent_because=""),
                name="consideration_urgent_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"Consideration of {self.procurement}"
