from typing import ClassVar

from django.db import models

from fourfold.define.models.kept import in_the_version
from fourfold.define.models.policy_version import PolicyVersion
from fourfold.ground.organisations.tenancy import Owned


class Principle(Owned):
    """A value or principle that the policy rests on. Their order is the policy's own: the first weighs most."""

    kept_while: ClassVar[str] = in_the_version("OLD")
    closed_while: ClassVar[str] = in_the_version("NEW")

    policy_version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="principles")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True, help_text="What it means in practice.")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title
