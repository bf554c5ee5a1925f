from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.criterion import Criterion
from fourfold.integrate.models.opened_bid import OpenedBid


class AgreedChange(Owned):
    """One step of moderation: the agreed points before and after, with what the scale says of them and the reason given."""

    kept_while: ClassVar[str] = "1 = 1"

    opened_bid = models.ForeignKey(OpenedBid, models.PROTECT, related_name="agreed_changes")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    # Empty the first time; what each evaluator gave alone stands in their scores.
    before = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    after = models.DecimalField(max_digits=4, decimal_places=2)
    descriptor = models.CharField(max_length=200, help_text="What the scale said of such points.")
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="agreed_change_has_reason"),)

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"
