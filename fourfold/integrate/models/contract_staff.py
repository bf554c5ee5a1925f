from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class ContractStaff(Owned):
    """How many people the buyer thinks the contract needs, in full-time equivalents: what pledges are compared with."""

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="contract_staff")
    full_time = models.DecimalField(max_digits=8, decimal_places=2)
    because = models.TextField()
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        verbose_name_plural = "contract staff"
        constraints = (
            models.CheckConstraint(
                condition=Q(full_time__gt=0) & ~Q(because=""), name="contract_staff_more_than_none"
            ),
        )

    def __str__(self) -> str:
        return f"Staff of {self.procurement}"
