from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned

# The year that stands for all of them.
EVERY_YEAR = 0


class SpendTotal(Owned):
    """What was paid to one supplier as it is named, in one year or in every year: kept with every change of the payments
    (ADR 0047). A row without payments does not stay.
    """

    year = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3)
    supplier_name = models.CharField(max_length=300)
    supplier = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    payments = models.PositiveIntegerField()
    paid = models.DecimalField(max_digits=24, decimal_places=2)

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "year", "supplier_name", "currency", "supplier"),
                condition=Q(supplier__isnull=False),
                name="spend_total_once",
            ),
            models.UniqueConstraint(
                fields=("owner", "year", "supplier_name", "currency"),
                condition=Q(supplier=None),
                name="spend_total_once_unmatched",
            ),
            models.CheckConstraint(condition=Q(payments__gt=0), name="spend_total_of_something"),
        )
        indexes = (
            models.Index(
                fields=("owner", "year", "-paid", "supplier_name", "id"), name="spend_total_largest"
            ),
            models.Index(fields=("owner", "supplier_name"), name="spend_total_supplier"),
        )

    def __str__(self) -> str:
        return f"{self.paid} {self.currency} to {self.supplier_name}"
