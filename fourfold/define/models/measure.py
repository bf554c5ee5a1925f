from django.db import models

from fourfold.define.models.outcome import Outcome
from fourfold.ground.organisations.tenancy import Owned


class Measure(Owned):
    """How an outcome is counted. Once a version is adopted it stays as it is; a later one names it in `supersedes`."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="measures")
    title = models.CharField(max_length=250)
    unit = models.CharField(max_length=40, help_text="A unit that `fourfold.ground.kernel.quantities` knows.")
    counts = models.TextField(help_text="What counts and what does not.")
    evidence = models.TextField(blank=True, help_text="What proves it.")
    once_per_person = models.BooleanField(default=False)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title
