from django.db import models
from django.db.models import F, Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class ProcurementPriority(Owned):
    """A priority that a procurement asks for, or that was suggested and left out. Of the buyer alone, as its reasons are.

    `suggested` is what the adopted policy said of such a contract when it was decided; empty where it says nothing of any.
    """

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="priorities")
    priority = models.ForeignKey("define.Priority", models.PROTECT, related_name="+")
    asked = models.BooleanField()
    suggested = models.BooleanField(null=True)
    suggested_because = models.TextField(blank=True)
    because = models.TextField(blank=True, help_text="Why it departs from what was suggested.")
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        verbose_name_plural = "procurement priorities"
        constraints = (
            models.UniqueConstraint(fields=("procurement", "priority"), name="procurement_priority_once"),
            models.CheckConstraint(
                condition=Q(suggested=None) | Q(suggested=F("asked")) | ~Q(because=""),
                name="procurement_priority_departs_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.priority} in {self.procurement}"
