from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.partner.rules.directory.layouts import ListKind


class ListState(models.TextChoices):
    UPLOADED = "uploaded", say("Not taken in yet")
    TAKEN = "taken", say("Taken in")
    UNDONE = "undone", say("Taken out again")
    DISCARDED = "discarded", say("Discarded")


VALID_TRANSITIONS: dict[ListState, frozenset[ListState]] = {
    ListState.UPLOADED: frozenset({ListState.TAKEN, ListState.DISCARDED}),
    ListState.TAKEN: frozenset({ListState.UNDONE}),
    ListState.UNDONE: frozenset(),
    ListState.DISCARDED: frozenset(),
}


class DirectoryList(Owned):
    """A public list from which entries of the directory were read: whose it is, when it was read, and what became of its rows.

    `content` is the file while it waits; it is let go of when the list is taken in or discarded.
    """

    kind = models.CharField(max_length=10, choices=[(kind.value, kind.words) for kind in ListKind])
    state = models.CharField(max_length=10, choices=ListState.choices, default=ListState.UPLOADED)
    publisher = models.CharField(max_length=120)
    licence = models.CharField(max_length=300, blank=True)
    read_on = models.DateField()
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    sheet = models.CharField(max_length=250, blank=True)
    # By place, counted from nought, what each column holds.
    columns = models.JSONField(default=dict)
    # What the check of a large list found, as {counts, lines}; empty before it, and where it is made for each page.
    checked = models.JSONField(default=dict)
    # Rows by what became of them, and {where, words} of each that was left out.
    counts = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="When it was taken out again, or discarded.")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ListState.values), name="directory_list_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="uploaded", content__isnull=False) | ~Q(state="uploaded") & Q(content=None),
                name="directory_list_file_while_it_waits",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("undone", "discarded"), ended_at__isnull=False)
                | ~Q(state__in=("undone", "discarded")) & Q(ended_at=None),
                name="directory_list_ended_when",
            ),
        )

    def __str__(self) -> str:
        return self.publisher
