from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.ground.places.tables import Place


class HelpKind(models.TextChoices):
    """What is needed or offered, and in what it is counted."""

    IN_KIND = "in_kind", say("Goods, in items")
    VOLUNTEERS = "volunteers", say("Volunteers, in hours")
    PLACES = "places", say("Rooms and grounds, in hours")
    MONEY = "money", say("Money, in pounds")
    WORK = "work", say("Skilled work, in hours")
    ASSETS = "assets", say("Spare assets, in items")


class NeedState(models.TextChoices):
    WAITING = "waiting", say("Waits to be looked at")
    OPEN = "open", say("Open")
    MET = "met", say("Met")
    CLOSED = "closed", say("Closed")


VALID_TRANSITIONS: dict[NeedState, frozenset[NeedState]] = {
    NeedState.WAITING: frozenset({NeedState.OPEN, NeedState.CLOSED}),
    NeedState.OPEN: frozenset({NeedState.MET, NeedState.CLOSED}),
    NeedState.MET: frozenset(),
    NeedState.CLOSED: frozenset(),
}


class Need(Owned):
    """What a community needs, as it posted it to the organisation that owns the row. Shown to everyone while it is open."""

    state = models.CharField(max_length=8, choices=NeedState.choices, default=NeedState.WAITING)
    kind = models.CharField(max_length=10, choices=HelpKind.choices)
    title = models.CharField(max_length=200)
    words = models.TextField()
    group = models.CharField(max_length=200, help_text="The community organisation or group that needs it.")
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    # Empty where they could not say in which area; its distance and deprivation are then not known.
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    # The priority of the policy that it is for; empty where they could not say.
    priority = models.CharField(max_length=200, blank=True)
    # Of the link by which it was posted, so that it is posted once.
    once = models.CharField(max_length=64, unique=True)
    posted_on = models.DateField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    because = models.TextField(blank=True, help_text="Why it was closed.")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("posted_on", "pk")
        indexes = (models.Index(fields=("state", "kind"), name="need_by_state"),)
        constraints = (
            models.CheckConstraint(condition=Q(quantity__gt=0), name="need_of_something"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="need_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(state__in=NeedState.values), name="need_state_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_on=None)
                | ~Q(state="waiting") & Q(decided_by__isnull=False, decided_on__isnull=False),
                name="need_decided_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state="closed") & ~Q(because="") | ~Q(state="closed") & Q(because=""),
                name="need_closed_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title


class NeedContact(Owned):
    """Who posted a need. A root of its own: nobody reads it but the owner, and whom they are introduced to."""

    need = models.OneToOneField(Need, models.PROTECT, related_name="contact")
    name = models.CharField(max_length=150)
    email = models.EmailField(max_length=254)
    given_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.name
