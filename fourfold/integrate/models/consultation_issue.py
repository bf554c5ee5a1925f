from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.consultation import Consultation


class ConsultationIssue(Owned):
    """An issue of the community that was heard in a consultation. Define counts it beside what was heard elsewhere."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="issues")
    issue = models.ForeignKey("define.CommunityIssue", models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("consultation", "issue"), name="consultation_issue_taken_up_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.issue} in {self.consultation}"
