from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.bid import Bid
from fourfold.integrate.models.criterion import Criterion
from fourfold.integrate.models.procurement import Procurement


class OpenedBid(Owned):
    """What a bid said, owned by the buyer from the moment two people opened it. `price` is shown to quality and social
    value scorers only after moderation. Without a bid: what was agreed with one supplier, where none was asked for.
    """

    bid = models.OneToOneField(Bid, models.PROTECT, null=True, related_name="+")
    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="opened_bids")
    bidder = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    price = models.DecimalField(max_digits=16, decimal_places=2)
    opened_at = models.DateTimeField()
    identifier = models.CharField(
        max_length=20, blank=True, help_text="On the central digital platform; empty for none yet."
    )

    trail_leaves_out = ("price",)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(price__gte=0), name="opened_bid_price_not_negative"),
        )

    def __str__(self) -> str:
        return f"Bid of {self.bidder}"


class BidAnswer(Owned):
    """A bidder's words for a criterion that is scored on words."""

    opened_bid = models.ForeignKey(OpenedBid, models.PROTECT, related_name="answers")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)

    trail_leaves_out = ("text",)

    class Meta(Owned.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("opened_bid", "criterion"), name="bid_answer_once"),)

    def __str__(self) -> str:
        return f"Answer to {self.criterion}"
