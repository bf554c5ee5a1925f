from django.db import models
from django.db.models import F, Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.partner.models.delivery import Delivery


class Verification(Owned):
    """The quantity of a delivery that the contract manager accepts as proved, on named evidence."""

    delivery = models.OneToOneField(Delivery, models.PROTECT, related_name="verification")
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    on_evidence = models.TextField(help_text="What was looked at.")
    verified_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    verified_on = models.DateField()
    # Copied from the delivery so that the database itself can refuse the same person.
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(
                condition=~Q(verified_by=F("reported_by")), name="verification_by_another"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="verification_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} verified"
