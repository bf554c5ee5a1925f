from typing import ClassVar

from django.db import models

from fourfold.define.models.kept import below_the_priority
from fourfold.define.models.priority import Priority
from fourfold.ground.organisations.tenancy import Owned


class Outcome(Owned):
    """The change that a priority hopes for, in words that somebody could see come true."""

    kept_while: ClassVar[str] = below_the_priority("OLD")
    closed_while: ClassVar[str] = below_the_priority("NEW")

    priority = models.ForeignKey(Priority, models.PROTECT, related_name="outcomes")
    title = models.CharField(max_length=250)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title
