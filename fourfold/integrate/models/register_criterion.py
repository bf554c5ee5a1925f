from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.register_entry import RegisterEntry


class RegisterCriterion(Owned):
    """An award criterion as published. `weight` is the number read from `weight_text`, empty where there is none."""

    entry = models.ForeignKey(RegisterEntry, models.CASCADE, related_name="criteria")
    lot = models.CharField(max_length=60, blank=True)
    family = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=300)
    weight_text = models.CharField(max_length=60, blank=True)
    weight = models.DecimalField(max_digits=9, decimal_places=4, null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        verbose_name_plural = "register criteria"

    def __str__(self) -> str:
        return self.title
