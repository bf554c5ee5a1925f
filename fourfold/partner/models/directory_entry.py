from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation, Sector, SizeBand
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.places.tables import Place
from fourfold.partner.models.directory_list import DirectoryList
from fourfold.partner.rules.directory.evidence import Evidence, FactKind


class DirectoryEntry(Owned):
    """An organisation as one list has it, or as it describes itself (then it belongs to no list, and is its owner's own).

    Of two that are the same body one points to the other by `merged_into`, and both stay as they were read.
    """

    received_in = models.ForeignKey(DirectoryList, models.PROTECT, null=True, related_name="entries")
    row = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=250)
    sector = models.CharField(max_length=24, choices=Sector.choices)
    size_band = models.CharField(max_length=24, choices=SizeBand.choices, default=SizeBand.NOT_KNOWN)
    services = models.TextField(blank=True, help_text="What it does for others, one to a line.")
    strengths = models.TextField(blank=True)
    website = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    social_enterprise = models.CharField(
        max_length=8, choices=[(each.value, each.words) for each in Evidence], default=Evidence.NONE.value
    )
    # The body of the national directory that it is.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("name", "pk")
        verbose_name_plural = "directory entries"
        indexes = (
            models.Index(fields=("name", "id"), name="directory_entry_by_name"),
            models.Index(fields=("organisation", "received_in"), name="directory_entry_body"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "sha256"), condition=~Q(sha256=""), name="directory_row_once"
            ),
            models.UniqueConstraint(
                fields=("owner",), condition=Q(received_in=None), name="directory_own_entry_once"
            ),
            models.CheckConstraint(
                condition=Q(sector__in=Sector.values), name="directory_entry_sector_known"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="directory_merged_into_another"
            ),
            models.CheckConstraint(
                condition=Q(received_in=None, merged_into=None, organisation=F("owner"))
                | Q(received_in__isnull=False),
                name="directory_own_entry_is_its_owner",
            ),
        )

    def __str__(self) -> str:
        return self.name


class EntryPlace(Owned):
    """An area in which it works."""

    entry = models.ForeignKey(DirectoryEntry, models.CASCADE, related_name="places")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("place__name",)
        constraints = (models.UniqueConstraint(fields=("entry", "place"), name="entry_place_once"),)

    def __str__(self) -> str:
        return str(self.place)


class EntryFact(Owned):
    """What is known of an entry from somewhere: a number, a legal form, an asset lock. Never without where and when."""

    entry = models.ForeignKey(DirectoryEntry, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.words) for kind in FactKind])
    value = models.CharField(max_length=250)
    read_in = models.CharField(max_length=250, help_text="The list or register, or who says so.")
    read_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("kind", "value")
        constraints = (
            models.UniqueConstraint(fields=("entry", "kind", "value"), name="entry_fact_once"),
            models.CheckConstraint(condition=~Q(read_in="") & ~Q(value=""), name="entry_fact_says_where"),
        )

    def __str__(self) -> str:
        return say("{kind}: {value}", kind=self.get_kind_display(), value=self.value)
