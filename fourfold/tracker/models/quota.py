from django.db import models

from fourfold.ground.organisations.tables import Sector, SizeBand
from fourfold.ground.organisations.tenancy import Owned
from fourfold.tracker.models.wave import Wave


class Quota(Owned):
    """How many organisations of a stratum are wanted. How many there are is counted and kept nowhere."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="quotas")
    sector = models.CharField(max_length=24, choices=Sector.choices, blank=True)
    size_band = models.CharField(max_length=24, choices=SizeBand.choices)
    wanted = models.PositiveIntegerField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("wave", "sector", "size_band"), name="quota_once"),)

    def __str__(self) -> str:
        return f"{self.wave}: {self.sector}, {self.size_band}"
