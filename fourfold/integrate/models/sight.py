from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.opened_bid import OpenedBid
from fourfold.integrate.models.procurement import Procurement


class Seen(models.TextChoices):
    ANSWERS = "answers", say("What the bid says, without its price")
    SCORES = "scores", say("The points that each evaluator gave")
    PRICES = "prices", say("The prices")


class Sight(Owned):
    """That a person was shown part of an evaluation, the first time they were. The trail has it with the moment."""

    kept_while: ClassVar[str] = "1 = 1"

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="sights")
    opened_bid = models.ForeignKey(OpenedBid, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    what = models.CharField(max_length=7, choices=Seen.choices)
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "what", "opened_bid"), name="sight_of_a_bid_first_time"
            ),
            models.UniqueConstraint(
                fields=("procurement", "person", "what"),
                condition=Q(opened_bid=None),
                name="sight_of_all_bids_first_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_what_display()}"
