from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class Moment(models.TextChoices):
    BEFORE_NOTICE = "before_notice", say("Before the notice")
    BIDS_AWAITED = "bids_awaited", say("While bids were awaited")
    BIDS_OPENED = "bids_opened", say("After the bids were opened")


class ConflictsAssessment(Owned):
    """That conflicts of interest were looked for and dealt with, as it was confirmed. Never changed; the next is another row.

    `covers` names the declarations and decisions that stood, by reference: a list of [declaration, decision or ""].
    """

    kept_while: ClassVar[str] = "1 = 1"

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="conflicts_assessments")
    number = models.PositiveSmallIntegerField()
    moment = models.CharField(max_length=13, choices=Moment.choices)
    looked_for = models.TextField(help_text="What was done to find conflicts.")
    covers = models.JSONField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("procurement", "number"), name="conflicts_assessment_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) & ~Q(looked_for=""), name="conflicts_assessment_says_how"
            ),
        )

    def __str__(self) -> str:
        return f"Conflicts assessment {self.number} of {self.procurement}"
