from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.opened_bid import OpenedBid


class AgreedPromise(Owned):
    """A quantity of a measure that was agreed with one supplier, where nothing was tendered that an offer could answer."""

    opened_bid = models.ForeignKey(OpenedBid, models.PROTECT, related_name="agreed_promises")
    measure = models.ForeignKey("define.Measure", models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("opened_bid", "measure"), name="agreed_promise_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="agreed_promise_of_something"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} {self.measure}"
