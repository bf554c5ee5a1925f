from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class ScenarioRun(Owned):
    """What the Social Value Act would cover of one's own procurements and register, if it reached further: counts and values."""

    facts = models.JSONField(help_text="Authority, nation, day and VAT, as they were given for all of them.")
    law_version = models.CharField(max_length=12)
    tallies = models.JSONField(help_text="As fourfold.integrate.rules.scenario_tallies writes them.")
    procurements = models.PositiveIntegerField()
    entries = models.PositiveIntegerField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"What if, {self.made_at:%d.%m.%Y}"
