from typing import ClassVar

from django.db import models

from fourfold.define.models.pack import Pack
from fourfold.ground.organisations.tenancy import Owned


class PackMeasure(Owned):
    """A measure as the pack has it. While the pack is in use it stays as it came."""

    # The pack is emptied only once it is in use no more.
    kept_while: ClassVar[str] = (
        "EXISTS (SELECT 1 FROM define_pack k WHERE k.id = OLD.pack_id AND k.state = 'in_use')"
    )

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="measures")
    row = models.PositiveIntegerField(help_text="Of the spreadsheet.")
    theme = models.CharField(max_length=250)
    outcome = models.CharField(max_length=250)
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=250)
    unit = models.CharField(max_length=40)
    counts = models.TextField(blank=True)
    counts_not = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    once_per_person = models.BooleanField(null=True)
    excludes = models.JSONField(default=list)
    sdgs = models.JSONField(default=list)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("row", "pk")
        constraints = (models.UniqueConstraint(fields=("pack", "code"), name="pack_measure_code_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
