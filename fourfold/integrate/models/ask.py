from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.criterion import Criterion
from fourfold.integrate.models.procurement import Procurement


class Ask(Owned):
    """A measure that bidders are asked to promise a quantity of, scored under a criterion."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="asks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="asks")
    measure = models.ForeignKey("define.Measure", models.PROTECT, related_name="+")
    guidance = models.TextField(blank=True)
    # A pledge above this is not refused; the bidder is asked to confirm it and evaluators see it flagged.
    sensible_most = models.DecimalField(max_digits=14, decimal_places=2, null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("procurement", "measure"), name="ask_measure_once"),)

    def __str__(self) -> str:
        return f"{self.measure} asked in {self.procurement}"
