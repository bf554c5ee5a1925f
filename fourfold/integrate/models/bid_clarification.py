from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.opened_bid import OpenedBid
from fourfold.integrate.models.procurement import Procurement


class BidClarification(Owned):
    """What a buyer asked one bidder about its opened bid, with the arithmetic behind it, and the bidder's answer."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="bid_clarifications")
    opened_bid = models.ForeignKey(OpenedBid, models.PROTECT, related_name="clarifications")
    # Who reads and answers it: the opened bid itself is the buyer's alone.
    bidder = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    question = models.TextField()
    arithmetic = models.TextField(blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answer_by = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    trail_leaves_out = ("answer",)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(question=""), name="bid_clarification_asks"),
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="bid_clarification_answered_by_whom_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"Clarification asked of {self.bidder}"
