from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.tracker.models.wave import Wave


class FrameListState(models.TextChoices):
    UPLOADED = "uploaded", say("Not taken in yet")
    TAKEN = "taken", say("Taken in")
    UNDONE = "undone", say("Taken out again")
    DISCARDED = "discarded", say("Discarded")


VALID_TRANSITIONS: dict[FrameListState, frozenset[FrameListState]] = {
    FrameListState.UPLOADED: frozenset({FrameListState.TAKEN, FrameListState.DISCARDED}),
    FrameListState.TAKEN: frozenset({FrameListState.UNDONE}),
    FrameListState.UNDONE: frozenset(),
    FrameListState.DISCARDED: frozenset(),
}


class FrameList(Owned):
    """A list of organisations and contacts that was brought for a wave: from whom, on what terms, and what became of its rows."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="lists")
    state = models.CharField(
        max_length=10, choices=FrameListState.choices, default=FrameListState.UPLOADED.value
    )
    source = models.CharField(max_length=250)
    terms = models.CharField(max_length=1000)
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # Empty where the taking broke off; taking it in again completes it.
    finished_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)
    # By the name of the fate, how many rows came to it.
    fates = models.JSONField(default=dict)
    # A list of {row, column, words}: every row that is not there, and why. It repeats nothing of the row.
    left_out = models.JSONField(default=list)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=FrameListState.values), name="frame_list_state_known"
            ),
        )

    def __str__(self) -> str:
        return self.file_name


class WaitingList(Owned):
    """The file between its upload and its taking: as it came, what its columns hold, and what would become of its rows."""

    frame_list = models.OneToOneField(FrameList, models.CASCADE, related_name="waiting")
    content = models.BinaryField()
    sheet = models.CharField(max_length=250, blank=True)
    columns = models.JSONField(default=dict)
    checked = models.JSONField(default=dict)
    checked_at = models.DateTimeField(null=True)

    # A file of names and addresses; the trail says that it came and went.
    trail_leaves_out = ("content", "checked")

    class Meta(Owned.Meta):
        abstract = False

    def __str__(self) -> str:
        return str(self.frame_list)
