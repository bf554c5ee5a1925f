from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation, Sector, SizeBand
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.tracker.models.frame_list import FrameList
from fourfold.tracker.models.wave import Wave

REMOVED = "[removed]"


class Standing(models.TextChoices):
    """Of an organisation in the frame."""

    SURE = "sure", say("Known in the directory")
    ALONE = "alone", say("Not in the directory")
    DOUBTFUL = "doubtful", say("To be looked at")
    LEFT_OUT = "left_out", say("Left out")


VALID_TRANSITIONS: dict[Standing, frozenset[Standing]] = {
    Standing.DOUBTFUL: frozenset({Standing.SURE, Standing.ALONE, Standing.LEFT_OUT}),
    Standing.SURE: frozenset({Standing.LEFT_OUT}),
    Standing.ALONE: frozenset({Standing.LEFT_OUT}),
    Standing.LEFT_OUT: frozenset(),
}


class FrameOrganisation(Owned):
    """An organisation that a wave may ask. One of the directory stands in the frame once, whatever lists call it."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="organisations")
    name = models.CharField(max_length=250)
    # By the plain form of its name, or the key of the directory's entry: what rows of another list find it by.
    known_as = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    sector = models.CharField(max_length=24, choices=Sector.choices, blank=True)
    size_band = models.CharField(max_length=24, choices=SizeBand.choices, default=SizeBand.NOT_KNOWN.value)
    standing = models.CharField(max_length=10, choices=Standing.choices)
    # Under which names lists have it; where another than its own, it was joined.
    listed_as = models.JSONField(default=list)
    # A list of {organisation, name, words}: whom a doubtful one may be, and what speaks for it.
    candidates = models.JSONField(default=list)
    why = models.TextField(blank=True, help_text="Why it was left out, joined or kept.")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("name", "pk")
        indexes = (models.Index(fields=("wave", "standing", "name"), name="frame_organisation_listed"),)
        constraints = (
            models.UniqueConstraint(fields=("wave", "known_as"), name="frame_organisation_name_once"),
            models.UniqueConstraint(
                fields=("wave", "organisation"),
                condition=Q(organisation__isnull=False),
                name="frame_organisation_once",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="frame_organisation_standing_known"
            ),
            models.CheckConstraint(
                condition=~Q(standing="sure") | Q(organisation__isnull=False),
                name="frame_organisation_sure_of_whom",
            ),
            models.CheckConstraint(
                condition=~Q(standing="left_out") | ~Q(why=""), name="frame_organisation_left_out_why"
            ),
        )

    def __str__(self) -> str:
        return self.name


class FrameContact(Owned):
    """A person at an organisation of the frame who may be asked. Disposed of when the wave's contacts are kept no longer."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="contacts")
    organisation = models.ForeignKey(FrameOrganisation, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    # The keyed digest by which the same person of another list, and an opt-out, are known.
    known_by = models.CharField(max_length=64)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "known_by"),
                condition=~Q(known_by=REMOVED),
                name="frame_contact_once",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email


class ContactListing(Owned):
    """That a contact stands in a list: taking the list out again takes away only whom no other list has."""

    contact = models.ForeignKey(FrameContact, models.CASCADE, related_name="listings")
    frame_list = models.ForeignKey(FrameList, models.PROTECT, related_name="listings")
    row = models.PositiveIntegerField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("frame_list", "row")
        constraints = (
            models.UniqueConstraint(fields=("frame_list", "contact"), name="contact_listing_once"),
        )

    def __str__(self) -> str:
        return f"{self.frame_list}, row {self.row}"
