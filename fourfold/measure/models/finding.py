from django.db import models
from django.db.models import F, Q

from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class FindingState(models.TextChoices):
    OPEN = "open", say("To be answered")
    ANSWERED = "answered", say("Answered")
    CLOSED = "closed", say("Closed")


VALID_TRANSITIONS: dict[FindingState, frozenset[FindingState]] = {
    FindingState.OPEN: frozenset({FindingState.ANSWERED}),
    FindingState.ANSWERED: frozenset({FindingState.OPEN, FindingState.CLOSED}),
    FindingState.CLOSED: frozenset(),
}


class Finding(Owned):
    """An auditor's question about one exception, until who must act has answered and somebody else has closed it."""

    kind = models.CharField(max_length=40, help_text="The key of the kind of exception.")
    thing = models.CharField(max_length=12, help_text="The reference of the record it is about.")
    # As it was found: the record may read otherwise by the time the finding is closed.
    about = models.TextField()
    href = models.CharField(max_length=300)
    words = models.TextField()
    state = models.CharField(max_length=10, choices=FindingState.choices, default=FindingState.OPEN)
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    raised_on = models.DateField()
    assigned_to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    decision = models.TextField(blank=True, help_text="Why it was closed, or sent back.")
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "kind", "thing"),
                condition=~Q(state="closed"),
                name="finding_one_open_for_a_thing",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("raised_on")), name="finding_due_after_raised"),
            models.CheckConstraint(
                condition=Q(state="open")
                | Q(answered_by__isnull=False, answered_on__isnull=False) & ~Q(answer=""),
                name="finding_answered_by_whom_and_how",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_by__isnull=False, closed_on__isnull=False)
                & ~Q(decision="")
                | ~Q(state="closed") & Q(closed_by=None, closed_on=None),
                name="finding_closed_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None) | ~Q(closed_by=F("answered_by")) & ~Q(closed_by=F("assigned_to")),
                name="finding_closed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"Finding {self.ref}"


class FindingEvidence(Owned):
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("finding", "file"), name="finding_evidence_once"),)

    def __str__(self) -> str:
        return str(self.file)
