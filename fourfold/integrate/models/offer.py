from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.ask import Ask
from fourfold.integrate.models.opened_bid import OpenedBid


class Offer(Owned):
    """The quantity that a bidder offers for an ask, in the unit of its measure, over the whole contract."""

    opened_bid = models.ForeignKey(OpenedBid, models.PROTECT, related_name="offers")
    ask = models.ForeignKey(Ask, models.PROTECT, related_name="offers")
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    method = models.TextField(blank=True, help_text="How it will be done.")

    trail_leaves_out = ("quantity", "method")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("opened_bid", "ask"), name="offer_once"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="offer_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} for {self.ask}"
