from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.tracker.models.frame import FrameOrganisation
from fourfold.tracker.models.interview import Interview


class Settlement(Owned):
    """Which of several people's answers holds for their organisation, and why. The last one to a question holds."""

    organisation = models.ForeignKey(FrameOrganisation, models.PROTECT, related_name="settlements")
    question = models.CharField(max_length=200)
    chosen = models.ForeignKey(Interview, models.PROTECT, related_name="+")
    # By the reference of each one's interview, what they had answered: once that changes, it is open again.
    between = models.JSONField(default=dict)
    why = models.TextField()
    settled_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.organisation}, {self.question}"
