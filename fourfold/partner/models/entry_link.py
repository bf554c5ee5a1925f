from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.partner.models.directory_entry import DirectoryEntry


class LinkState(models.TextChoices):
    WAITING = "waiting", say("Waits for somebody to look")
    UNSURE = "unsure", say("Cannot tell")
    SAME = "same", say("The same")
    DIFFERENT = "different", say("Not the same")


VALID_TRANSITIONS: dict[LinkState, frozenset[LinkState]] = {
    LinkState.WAITING: frozenset({LinkState.SAME, LinkState.DIFFERENT, LinkState.UNSURE}),
    LinkState.UNSURE: frozenset({LinkState.SAME, LinkState.DIFFERENT}),
    LinkState.SAME: frozenset({LinkState.DIFFERENT}),
    LinkState.DIFFERENT: frozenset({LinkState.SAME}),
}


class EntryLink(Owned):
    """Whether an entry is another one, or a body of the national directory: what spoke for and against, and who decided.

    Without `decided_by` it was sure by the weights alone. `probability` is empty where a person said it unasked.
    """

    entry = models.ForeignKey(DirectoryEntry, models.CASCADE, related_name="links")
    other = models.ForeignKey(DirectoryEntry, models.CASCADE, null=True, related_name="links_to_it")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=LinkState.choices, default=LinkState.WAITING)
    probability = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    # The two names that were compared, and a list of {says, bits}.
    compared = models.JSONField(default=list)
    spoke = models.JSONField(default=list)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        indexes = (models.Index(fields=("owner", "state", "id"), name="entry_link_queue"),)
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "other"), condition=Q(other__isnull=False), name="entry_link_once"
            ),
            models.UniqueConstraint(
                fields=("entry", "organisation"),
                condition=Q(organisation__isnull=False),
                name="entry_link_to_body_once",
            ),
            models.CheckConstraint(
                condition=Q(other=None, organisation__isnull=False)
                | Q(other__isnull=False, organisation=None) & ~Q(other=F("entry")),
                name="entry_link_to_one_other",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_on=None, decided_by=None)
                | ~Q(state="waiting") & Q(decided_on__isnull=False),
                name="entry_link_decided_when",
            ),
        )

    def __str__(self) -> str:
        return self.get_state_display()
