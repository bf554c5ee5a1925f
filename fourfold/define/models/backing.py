from typing import ClassVar

from django.db import models

from fourfold.define.models.kept import below_the_principle, of_two_versions
from fourfold.define.models.outcome import Outcome
from fourfold.define.models.principle import Principle
from fourfold.ground.organisations.tenancy import Owned


class Backing(Owned):
    """A value or principle stands behind an outcome of the same version. It may stand behind several, and an outcome may
    have several values behind it; the spine itself goes on from the outcome's priority.
    """

    kept_while: ClassVar[str] = below_the_principle("OLD")
    closed_while: ClassVar[str] = f"{below_the_principle('NEW')} OR {of_two_versions('NEW')}"

    principle = models.ForeignKey(Principle, models.PROTECT, related_name="backings")
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="backings")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("principle", "outcome"), name="backing_said_once"),)

    def __str__(self) -> str:
        return f"{self.principle} behind {self.outcome}"
