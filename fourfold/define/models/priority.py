from typing import ClassVar

from django.db import models

from fourfold.define.models.kept import in_the_version
from fourfold.define.models.policy_version import PolicyVersion
from fourfold.ground.organisations.tenancy import Owned


class Priority(Owned):
    kept_while: ClassVar[str] = in_the_version("OLD")
    closed_while: ClassVar[str] = in_the_version("NEW")

    policy_version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="priorities")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    reason = models.TextField(blank=True, help_text="Why it is one, and who named it.")
    need = models.TextField(
        blank=True, help_text="The need here that it answers, with the figures that show it."
    )
    serves = models.TextField(blank=True, help_text="How it serves the plan that the policy names.")
    top = models.BooleanField(default=False)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("position", "pk")
        verbose_name_plural = "priorities"

    def __str__(self) -> str:
        return self.title
