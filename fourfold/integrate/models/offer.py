from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.ask import Ask
from fourfold.integrate.models.opened_bid import OpenedBid
from fourfold.integrate.rules.asked import KIND_NAMES, AskKind


class Offer(Owned):
    """What a bidder offers for an ask. `quantity` is in the unit of its measure, over the whole contract; of a percentage it is
    the pounds that it comes to of the price; of community criteria how many are met. It is empty of a method statement, and
    where what was asked for as voluntary was left empty.
    """

    opened_bid = models.ForeignKey(OpenedBid, models.PROTECT, related_name="offers")
    ask = models.ForeignKey(Ask, models.PROTECT, related_name="offers")
    # That of the ask, so that the database can hold what each kind must have.
    kind = models.CharField(
        max_length=10,
        choices=[(each.value, words) for each, words in KIND_NAMES.items()],
        default=AskKind.QUANTITY.value,
    )
    quantity = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    cost = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, help_text="What it costs the bidder, in pounds."
    )
    # Whether a condition is accepted; empty where it is none.
    accepts = models.BooleanField(null=True)
    # [[criterion, evidence], ...] of the community criteria that it meets.
    shown = models.JSONField(default=list, blank=True)
    method = models.TextField(blank=True, help_text="How it will be done.")

    trail_leaves_out = ("quantity", "percent", "cost", "accepts", "shown", "method")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("opened_bid", "ask"), name="offer_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=0) | Q(kind="method", quantity=None), name="offer_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(kind="percentage", percent__gte=0, percent__lte=100),
                name="offer_percent_within_0_and_100",
            ),
            models.CheckConstraint(
                condition=Q(cost=None) | Q(kind="in_kind", cost__gte=0), name="offer_cost_in_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} for {self.ask}"
