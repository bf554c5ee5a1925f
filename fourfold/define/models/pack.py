from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class PackState(models.TextChoices):
    UPLOADED = "uploaded", say("Not brought in yet")
    IN_USE = "in_use", say("Brought in")
    DISCARDED = "discarded", say("Discarded")
    UNDONE = "undone", say("Taken out again")


VALID_TRANSITIONS: dict[PackState, frozenset[PackState]] = {
    PackState.UPLOADED: frozenset({PackState.IN_USE, PackState.DISCARDED}),
    PackState.IN_USE: frozenset({PackState.UNDONE}),
    PackState.DISCARDED: frozenset(),
    PackState.UNDONE: frozenset(),
}


class Pack(Owned):
    """Measures and values that an organisation holds a licence for. Its root is its own and is never shared.

    `content` is the file as it came, until it is brought in or discarded; `columns` are by place what each heading holds.
    """

    title = models.CharField(max_length=200)
    edition = models.CharField(max_length=40)
    publisher = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=PackState.choices, default=PackState.UPLOADED)
    licence_holder = models.CharField(max_length=200, help_text="In whose name the licence is.")
    licence = models.CharField(max_length=200, help_text="What it is called, or its number.")
    licence_terms = models.TextField(help_text="What it allows and what it forbids.")
    expires_on = models.DateField(null=True, help_text="The last day on which it may be put to new use.")
    file_name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(blank=True)
    sheet = models.CharField(max_length=250, blank=True)
    columns = models.JSONField(default=dict)
    kind = models.CharField(max_length=14, blank=True, help_text="Of values whose rows do not say.")
    price_year = models.PositiveSmallIntegerField(null=True)
    left_out = models.PositiveIntegerField(default=0)
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    brought_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=PackState.values), name="pack_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=("in_use", "undone"), brought_at__isnull=False)
                | Q(state__in=("uploaded", "discarded"), brought_at=None),
                name="pack_brought_in_when",
            ),
            models.UniqueConstraint(
                fields=("owner", "title", "edition"),
                condition=Q(state="in_use"),
                name="pack_edition_in_use_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.edition}"
