from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.define.models.kept import below_the_outcome
from fourfold.define.models.outcome import Outcome
from fourfold.define.models.pack import Pack
from fourfold.ground.organisations.tenancy import Owned


class Measure(Owned):
    """How an outcome is counted. Once a version is adopted it stays as it is; a later one names it in `supersedes`.

    What was chosen from a framework names its edition and its code there. Of a pack under licence only that stands here,
    and what its user wrote: the pack's own words stay with the pack, which is never shared.
    """

    kept_while: ClassVar[str] = below_the_outcome("OLD")
    closed_while: ClassVar[str] = below_the_outcome("NEW")

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="measures")
    title = models.CharField(max_length=250)
    unit = models.CharField(max_length=40, help_text="A unit that `fourfold.ground.kernel.quantities` knows.")
    counts = models.TextField(help_text="What counts and what does not.")
    evidence = models.TextField(blank=True, help_text="What proves it.")
    once_per_person = models.BooleanField(default=False)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    framework = models.CharField(
        max_length=60, blank=True, help_text="The code of the framework that it was chosen from."
    )
    framework_edition = models.CharField(max_length=40, blank=True)
    framework_version = models.CharField(
        max_length=12, blank=True, help_text="Of the framework's file, as it was when it was chosen."
    )
    framework_code = models.CharField(max_length=40, blank=True, help_text="Its code there.")
    pack = models.ForeignKey(Pack, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    framework="", pack=None, framework_edition="", framework_version="", framework_code=""
                )
                | (
                    (Q(pack=None) & ~Q(framework="") | Q(pack__isnull=False, framework=""))
                    & ~Q(framework_edition="")
                    & ~Q(framework_code="")
                ),
                name="measure_chosen_from_one_edition",
            ),
        )

    def __str__(self) -> str:
        return self.title
