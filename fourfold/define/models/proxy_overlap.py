from typing import ClassVar

from django.db import models

from fourfold.define.models.measure import Measure
from fourfold.define.models.proxy import Proxy
from fourfold.ground.organisations.tenancy import Owned


class ProxyOverlap(Owned):
    """A value that counts in part what values of another measure count: for the same person not both may be claimed."""

    kept_while: ClassVar[str] = "1 = 1"
    may_be_removed: ClassVar[bool] = True

    proxy = models.ForeignKey(Proxy, models.PROTECT, related_name="overlaps")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="overlapping")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("proxy", "measure"), name="proxy_overlap_said_once"),)

    def __str__(self) -> str:
        return f"{self.proxy} / {self.measure}"
