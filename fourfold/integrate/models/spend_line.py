from django.db import models

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.received_release import ReceivedRelease


class SpendLine(Owned):
    """A payment as its payer published it. Below nought is money that came back."""

    release = models.OneToOneField(ReceivedRelease, models.CASCADE, related_name="spend_line")
    payer_name = models.CharField(max_length=300, blank=True)
    paid_on = models.DateField()
    number = models.CharField(max_length=120, blank=True)
    supplier_name = models.CharField(max_length=300)
    supplier = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)
    service_name = models.CharField(max_length=300, blank=True)
    spent_on = models.CharField(max_length=300, blank=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-paid_on", "-pk")
        indexes = (
            models.Index(fields=("owner", "-paid_on", "-id"), name="spend_line_latest"),
            models.Index(fields=("owner", "supplier_name"), name="spend_line_supplier"),
        )

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} to {self.supplier_name}"
