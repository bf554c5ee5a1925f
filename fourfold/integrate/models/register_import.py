from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned


class ImportPurpose(models.TextChoices):
    NOTICES = "notices", say("Notices (OCDS)")
    CONTRACTS = "contracts", say("A register of contracts")
    SPEND = "spend", say("Payments")
    PROMISES = "promises", say("Promises of contracts already running")


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", say("Not taken in yet")
    TAKEN = "taken", say("Taken in")
    UNDOING = "undoing", say("Being taken out again")
    UNDONE = "undone", say("Taken out again")
    DISCARDED = "discarded", say("Discarded")


VALID_TRANSITIONS: dict[ImportState, frozenset[ImportState]] = {
    ImportState.UPLOADED: frozenset({ImportState.TAKEN, ImportState.DISCARDED}),
    ImportState.TAKEN: frozenset({ImportState.UNDOING, ImportState.UNDONE}),
    ImportState.UNDOING: frozenset({ImportState.UNDONE}),
    ImportState.UNDONE: frozenset(),
    ImportState.DISCARDED: frozenset(),
}


class RegisterImport(Owned):
    """One file taken into the register: what it was, and the report of what was taken, matched and left out.

    What is counted in `releases` are releases of a file of notices, and rows of a spreadsheet.
    """

    purpose = models.CharField(max_length=10, choices=ImportPurpose.choices, default=ImportPurpose.NOTICES)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.TAKEN)
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    file_format = models.CharField(max_length=20)
    publisher = models.CharField(max_length=250, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    # Empty where the import stopped before the end of the file; what stands is whole, and importing again completes it.
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    releases = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    matched = models.PositiveIntegerField(default=0)
    # Of what was taken out again, that which something stands on already.
    stays = models.PositiveIntegerField(default=0)
    # A list of {code, where, words, severity}: what the reader remarked, as it stood in the file.
    remarks = models.JSONField(default=list)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(purpose__in=ImportPurpose.values), name="register_import_purpose_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values), name="register_import_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False) | ~Q(state="undone") & Q(undone_at=None),
                name="register_import_undone_when",
            ),
        )

    def __str__(self) -> str:
        return self.file_name
