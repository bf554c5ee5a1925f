from django.db import models

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
