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
    """An award criterion. The weights of a procurement's criteria add to 100; the action that opens it checks that."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="criteria")
    family = models.CharField(max_length=14, choices=Family.choices)
    title = models.CharField(max_length=200)
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    question = models.TextField(
        blank=True, help_text="What bidders are asked to write, where words are scored."
    )

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        verbose_name_plural = "criteria"
        constraints = (
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lte=100), name="criterion_weight_within_0_and_100"
            ),
            models.UniqueConstraint(fields=("procurement", "title"), name="criterion_title_once"),
        )

    def __str__(self) -> str:
        return self.title
