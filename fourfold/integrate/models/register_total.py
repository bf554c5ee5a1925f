from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.rules.share_considered import By, Fate


class RegisterTotal(Owned):
    """So many entries of the register stand in one group, as one fate: kept with every change of them (ADR 0047).

    A row without entries does not stay.
    """

    by = models.CharField(max_length=10, choices=[(each.value, each.value) for each in By])
    # As `rules.register_totals.groups` names it: empty for what is not known.
    group = models.CharField(max_length=300, blank=True)
    fate = models.CharField(max_length=15, choices=[(each.value, each.value) for each in Fate])
    entries = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=24, decimal_places=2, help_text="In pounds, where it is known.")
    without_amount = models.PositiveIntegerField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("owner", "by", "group", "fate"), name="register_total_once"),
            models.CheckConstraint(condition=Q(entries__gt=0), name="register_total_of_something"),
        )

    def __str__(self) -> str:
        return f"{self.entries} {self.fate} by {self.by}: {self.group}"
