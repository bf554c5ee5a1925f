from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.procurement import Procurement


class ProcurementService(Owned):
    """For which service of the buyer something is bought. Of the buyer alone: a tender does not say it."""

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="for_service")
    service = models.ForeignKey("define.Service", models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.procurement} for {self.service}"


class PriorityOverride(Owned):
    """Where a procurement departs from the priorities that its kind and value suggest: one left out, or one taken in."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="priority_overrides")
    priority = models.ForeignKey("define.Priority", models.PROTECT, related_name="+")
    taken_in = models.BooleanField(help_text="Chosen though not suggested; else left out though suggested.")
    reason = models.TextField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("procurement", "priority"), name="priority_override_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="priority_override_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.priority} in {self.procurement}"
