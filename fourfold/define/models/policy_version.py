from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.define.models.policy import Policy
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class PolicyState(models.TextChoices):
    DRAFT = "draft", say("Draft")
    CONSULTING = "consulting", say("Out for comment")
    ADOPTED = "adopted", say("Adopted")
    SUPERSEDED = "superseded", say("Superseded")
    WITHDRAWN = "withdrawn", say("Withdrawn")


VALID_TRANSITIONS: dict[PolicyState, frozenset[PolicyState]] = {
    PolicyState.DRAFT: frozenset({PolicyState.CONSULTING, PolicyState.WITHDRAWN}),
    PolicyState.CONSULTING: frozenset({PolicyState.ADOPTED, PolicyState.WITHDRAWN}),
    PolicyState.ADOPTED: frozenset({PolicyState.SUPERSEDED}),
    PolicyState.SUPERSEDED: frozenset(),
    PolicyState.WITHDRAWN: frozenset(),
}


class PolicyVersion(Owned):
    """One text of the policy. Once adopted nothing in it, nor in the cascade below it, changes."""

    # It moves on to superseded, and back from nowhere.
    kept_while: ClassVar[str] = "OLD.state IN ('adopted', 'superseded')"
    may_change: ClassVar[Mapping[str, str]] = {"state": "OLD.state = 'adopted' AND NEW.state = 'superseded'"}

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=PolicyState.choices, default=PolicyState.DRAFT)
    definition = models.TextField(help_text="What social value means here, in a sentence.")
    intent = models.TextField(blank=True)
    review_years = models.PositiveSmallIntegerField(default=1)
    # The plan that the policy serves: what it is called, where it is read, and the words of it that are relied on.
    mission_title = models.CharField(max_length=200, blank=True)
    mission_href = models.URLField(max_length=400, blank=True)
    mission_words = models.TextField(blank=True)
    involved = models.TextField(blank=True, help_text="Who was involved in writing it, and how.")
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    adopted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    adopted_on = models.DateField(null=True)
    # Before adoption, the body that is meant to adopt it.
    adopting_body = models.CharField(max_length=200, blank=True)
    minute_reference = models.CharField(max_length=120, blank=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("policy", "number"), name="policy_version_number_once"),
            models.UniqueConstraint(
                fields=("policy",),
                condition=Q(state="adopted"),
                name="policy_one_adopted_version",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=("adopted", "superseded"), adopted_by__isnull=False, adopted_on__isnull=False
                )
                & ~Q(adopting_body="")
                | ~Q(state__in=("adopted", "superseded")) & Q(adopted_by=None, adopted_on=None),
                name="policy_version_adopted_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(adopted_by=None) | ~Q(adopted_by=F("drafted_by")),
                name="policy_version_adopted_by_another",
            ),
            models.CheckConstraint(
                condition=Q(review_years__in=(1, 2, 3)), name="policy_version_review_cycle"
            ),
        )

    def __str__(self) -> str:
        return f"{self.policy} (version {self.number})"
