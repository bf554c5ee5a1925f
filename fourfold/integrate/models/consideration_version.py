from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.consideration import Consideration


class ConsiderationVersion(Owned):
    """The record of what was considered as somebody saved it: it stays open while people are asked, and nothing is lost."""

    kept_while: ClassVar[str] = "1 = 1"

    consideration = models.ForeignKey(Consideration, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField(help_text="By the names of the columns of Consideration.")
    ruling_number = models.PositiveSmallIntegerField(null=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("consideration", "number"), name="consideration_version_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="consideration_version_numbered_from_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.consideration}, version {self.number}"
