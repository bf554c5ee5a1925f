from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.procurement import Procurement


class Family(models.TextChoices):
    PRICE = "price", say("Price")
    QUALITY = "quality", say("Quality")
    SOCIAL = "social", say("Social")
    ENVIRONMENTAL = "environmental", say("Environmental")
    OWN = "own", say("Our own")


class Criterion(Owned):
    """An award criterion, or a part of one. The weights of a procurement's criteria add to 100, those of its parts to its own;
    the action that opens it checks that. What has parts is judged by them alone: see `queries.criteria.leaves`.
    """

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="criteria")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    position = models.PositiveSmallIntegerField(default=0)
    family = models.CharField(max_length=14, choices=Family.choices)
    title = models.CharField(max_length=200)
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    question = models.TextField(
        blank=True, help_text="What bidders are asked to write, where words are scored."
    )

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("position", "pk")
        verbose_name_plural = "criteria"
        constraints = (
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lte=100), name="criterion_weight_within_0_and_100"
            ),
            models.UniqueConstraint(fields=("procurement", "title"), name="criterion_title_once"),
            models.CheckConstraint(
                condition=Q(part_of=None) | ~Q(family="price"), name="criterion_price_has_no_parts"
            ),
        )

    def __str__(self) -> str:
        return self.title
