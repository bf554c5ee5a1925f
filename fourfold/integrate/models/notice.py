from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.award import Award
from fourfold.integrate.models.procurement import Procurement
from fourfold.integrate.models.variation import Variation


class NoticeKind(models.TextChoices):
    """By the number that Find a Tender gives them."""

    TENDER = "UK4", say("Tender notice")
    TRANSPARENCY = "UK5", say("Transparency notice")
    AWARD = "UK6", say("Contract award notice")
    DETAILS = "UK7", say("Contract details notice")
    CHANGE = "UK10", say("Contract change notice")
    TERMINATION = "UK12", say("Procurement termination notice")


class PublishedNotice(Owned):
    """That a notice was published, on which day, under which reference, and as it stood here then. Never changed."""

    kept_while: ClassVar[str] = "1 = 1"

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="notices")
    # Of a contract award notice. An award that was set aside and the one after it have one each.
    award = models.ForeignKey(Award, models.PROTECT, null=True, related_name="+")
    variation = models.ForeignKey(Variation, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=4, choices=NoticeKind.choices)
    published_on = models.DateField()
    reference = models.CharField(
        max_length=40, help_text="As Find a Tender gives it, such as 2026/S 000-012345."
    )
    # The OCDS release as it stood.
    body = models.JSONField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("published_on", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(reference=""), name="published_notice_has_reference"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"
