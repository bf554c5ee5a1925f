from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.criterion import Criterion
from fourfold.integrate.models.opened_bid import OpenedBid

MOST_POINTS = 5


class Score(Owned):
    """One evaluator's points, 0 to 5, for one bid under one criterion, with the reason."""

    opened_bid = models.ForeignKey(OpenedBid, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    evaluator = models.ForeignKey(Person, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()
    reason = models.TextField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("opened_bid", "criterion", "evaluator"), name="score_once"),
            models.CheckConstraint(
                condition=Q(points__lte=MOST_POINTS) & ~Q(reason=""), name="score_within_scale"
            ),
        )

    def __str__(self) -> str:
        return f"{self.points} by {self.evaluator}"


class Moderation(Owned):
    """The points that the evaluators agreed, and why."""

    opened_bid = models.ForeignKey(OpenedBid, models.PROTECT, related_name="moderations")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=4, decimal_places=2)
    reason = models.TextField()
    moderated_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("opened_bid", "criterion"), name="moderation_once"),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=MOST_POINTS) & ~Q(reason=""),
                name="moderation_within_scale",
            ),
        )

    def __str__(self) -> str:
        return f"{self.points} agreed"
