from django.db import models
from django.db.models import F, Q

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.criterion import Criterion
from fourfold.integrate.models.procurement import Procurement


class Elsewhere(Owned):
    """Where the bids of a procurement are taken, if not here: only its social value questions go out, and what came of them
    comes back. Of the buyer alone.
    """

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="elsewhere")
    portal = models.CharField(max_length=120)
    reference = models.CharField(max_length=100, help_text="What the portal calls it.")
    link = models.CharField(max_length=500, blank=True)
    marked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    marked_on = models.DateField()
    # As it was on the portal, recorded with the award.
    told_on = models.DateField(null=True)
    standstill_until = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        verbose_name_plural = "elsewhere"
        constraints = (
            models.CheckConstraint(condition=~Q(portal="") & ~Q(reference=""), name="elsewhere_is_named"),
            models.CheckConstraint(
                condition=Q(standstill_until=None) | Q(told_on__lte=F("standstill_until")),
                name="elsewhere_stood_still_after_telling",
            ),
        )

    def __str__(self) -> str:
        return f"{self.portal}, {self.reference}"


class ElsewhereBid(Owned):
    """What one bidder wrote in the workbook, brought back once bids had closed. It holds no price: that is the portal's."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="elsewhere_bids")
    bidder = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    document = models.TextField(help_text="In the form of rules.bid_document.")
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    # [[cell, question, what is wrong], ...] of what could not be read.
    remarks = models.JSONField(default=list)
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()

    trail_leaves_out = ("document", "remarks")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("procurement", "bidder"), name="elsewhere_bid_once"),)

    def __str__(self) -> str:
        return f"Answers of {self.bidder}"


class ElsewhereScore(Owned):
    """The points that were agreed on the portal for one bidder under one criterion."""

    bid = models.ForeignKey(ElsewhereBid, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=4, decimal_places=2)
    reason = models.TextField(blank=True)
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("bid", "criterion"), name="elsewhere_score_once"),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=5), name="elsewhere_score_within_scale"
            ),
        )

    def __str__(self) -> str:
        return f"{self.points} for {self.bid}"
