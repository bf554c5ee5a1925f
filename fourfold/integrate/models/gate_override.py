from django.db import models
from django.db.models import F, Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.consideration import once_open
from fourfold.integrate.models.procurement import Procurement


class GateOverride(Owned):
    """A tender goes out although its record is not whole: why, and who agreed besides the one who asked."""

    kept_while = once_open("OLD")
    closed_while = once_open("NEW")

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="gate_override")
    because = models.TextField()
    lacked = models.JSONField(
        help_text="What was missing, in words, when it was agreed; until then, when it was asked."
    )
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    approver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agreed_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(condition=~Q(because=""), name="gate_override_has_reason"),
            models.CheckConstraint(
                condition=~Q(approver=F("asked_by")), name="gate_override_agreed_by_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.procurement} without its record"
