from typing import ClassVar

from django.db import models

from fourfold.define.models.kept import in_the_version
from fourfold.define.models.policy_version import PolicyVersion
from fourfold.define.models.priority import Priority
from fourfold.ground.organisations.tenancy import Owned


class StrategicCommitment(Owned):
    """What the organisation itself promises in its policy: one sentence, who answers for it, and by when.

    Not to be taken for a commitment in a contract. Where it serves a priority, what came of it is followed from there.
    """

    kept_while: ClassVar[str] = in_the_version("OLD")
    closed_while: ClassVar[str] = in_the_version("NEW")

    policy_version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="strategic_commitments")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300, help_text="The promise, in one sentence.")
    answers = models.CharField(max_length=200, help_text="The post or body that answers for it.")
    due_on = models.DateField(null=True)
    priority = models.ForeignKey(Priority, models.PROTECT, null=True, related_name="strategic_commitments")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("number", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("policy_version", "number"), name="strategic_commitment_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
