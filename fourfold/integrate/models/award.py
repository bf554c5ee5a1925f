from django.db import models
from django.db.models import F, Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.opened_bid import OpenedBid
from fourfold.integrate.models.procurement import Procurement


class Award(Owned):
    """The decision: proposed by one person with the ranking as it stood, approved by another."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="awards")
    opened_bid = models.ForeignKey(OpenedBid, models.PROTECT, related_name="+")
    reason = models.TextField()
    # The ranking as it was decided on: a list of {bid, bidder, total, by_criterion}, decimals as strings.
    ranking = models.JSONField()
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True)
    set_aside_because = models.TextField(blank=True)
    # Empty where it was set aside before this was asked.
    set_aside_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    set_aside_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="award_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_on=None)
                | Q(approved_by__isnull=False, approved_on__isnull=False),
                name="award_approved_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_by=None, set_aside_at=None)
                | (Q(set_aside_by__isnull=False, set_aside_at__isnull=False) & ~Q(set_aside_because="")),
                name="award_set_aside_by_whom_and_when",
            ),
            models.UniqueConstraint(
                fields=("procurement",),
                condition=Q(set_aside_because=""),
                name="award_one_that_stands",
            ),
        )

    def __str__(self) -> str:
        return f"Award of {self.procurement}"
