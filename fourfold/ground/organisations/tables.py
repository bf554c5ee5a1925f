"""Organisations as a directory that everyone may read: names, identifiers, places and who came after whom."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.places.tables import Place


class Sector(models.TextChoices):
    LOCAL_AUTHORITY = "local_authority", say("Local authority")
    HOUSING_ASSOCIATION = "housing_association", say("Housing association")
    OTHER_PUBLIC = "other_public", say("Other public body")
    PRIVATE = "private", say("Private company")
    CHARITY = "charity", say("Charity or voluntary organisation")
    SOCIAL_ENTERPRISE = "social_enterprise", say("Social enterprise")


class HomeNation(models.TextChoices):
    ENGLAND = "england", say("England")
    SCOTLAND = "scotland", say("Scotland")
    WALES = "wales", say("Wales")
    NORTHERN_IRELAND = "northern_ireland", say("Northern Ireland")
    NOT_KNOWN = "not_known", say("Not known yet")


class SizeBand(models.TextChoices):
    NOT_KNOWN = "not_known", say("Not known yet")
    # Councils, by people who live there: the edges that the 2014 survey names.
    POPULATION_UNDER_80K = "population_under_80k", say("Under 80,000 people")
    POPULATION_80K_300K = "population_80k_300k", say("80,000 to 300,000 people")
    POPULATION_OVER_300K = "population_over_300k", say("Over 300,000 people")
    # Landlords, by homes: the first edge is the survey's, the others are those of the regulator's tables.
    HOMES_UNDER_500 = "homes_under_500", say("Under 500 homes")
    HOMES_500_999 = "homes_500_999", say("500 to 999 homes")
    HOMES_1000_9999 = "homes_1000_9999", say("1,000 to 9,999 homes")
    HOMES_10000_OR_MORE = "homes_10000_or_more", say("10,000 homes or more")
    # Everyone else, by staff.
    STAFF_UNDER_10 = "staff_under_10", say("Under 10 staff")
    STAFF_10_49 = "staff_10_49", say("10 to 49 staff")
    STAFF_50_249 = "staff_50_249", say("50 to 249 staff")
    STAFF_250_OR_MORE = "staff_250_or_more", say("250 staff or more")


class Organisation(models.Model):
    """A body as the world knows it. `exists_until` is its last day; nothing offers it afterwards, its history stays."""

    ref = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    name = models.CharField(max_length=250)
    sector = models.CharField(max_length=24, choices=Sector.choices)
    nation = models.CharField(max_length=20, choices=HomeNation.choices, default=HomeNation.NOT_KNOWN)
    size_band = models.CharField(max_length=24, choices=SizeBand.choices, default=SizeBand.NOT_KNOWN)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    exists_from = models.DateField(null=True, blank=True)
    exists_until = models.DateField(null=True, blank=True)
    # What the list it came from calls it: "Unitary authority", "Non-profit registered provider (charity)".
    described_as = models.CharField(max_length=120, blank=True)
    # Where the entry came from: the name of a bundled list, "import", or "entered".
    origin = models.CharField(max_length=60)
    # True once somebody works in it here; only then can it own records.
    takes_part = models.BooleanField(default=False)
    # The day on which it stopped working here and its data was erased, but for what others rely on.
    left_on = models.DateField(null=True, blank=True)
    invented = models.BooleanField(default=False, help_text="Part of the demonstration; no such body exists.")

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(condition=Q(sector__in=Sector.values), name="organisation_sector_known"),
            models.CheckConstraint(
                condition=Q(nation__in=HomeNation.values), name="organisation_nation_known"
            ),
            models.CheckConstraint(
                condition=Q(exists_from=None) | Q(exists_until=None) | Q(exists_until__gte=F("exists_from")),
                name="organisation_ends_after_it_begins",
            ),
        )
        indexes = (models.Index(fields=("sector", "name")),)

    def __str__(self) -> str:
        return self.name


class OrganisationIdentifier(models.Model):
    """An open identifier: a list of the org-id guide (or another published register) and the code in it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20)
    code = models.CharField(max_length=60)

    class Meta:
        ordering = ("scheme", "code")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "code"), name="organisation_identifier_once"),
        )

    def __str__(self) -> str:
        return f"{self.scheme}-{self.code}"


class OrganisationName(models.Model):
    """Another name the organisation is found under, in the form that matching compares (lower case, plain words)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=250)
    matched_as = models.CharField(max_length=250, db_index=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("organisation", "matched_as"), name="organisation_name_once"),
        )

    def __str__(self) -> str:
        return self.name


class OrganisationPlace(models.Model):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="places")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "place"), name="organisation_place_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation} in {self.place}"


class SuccessionKind(models.TextChoices):
    MERGED = "merged", say("merged into")
    SPLIT = "split", say("split into")
    RENAMED = "renamed", "renamed"
    REPLACED = "replaced", say("replaced by")


class SuccessionQuerySet(models.QuerySet["Succession"]):
    def standing(self) -> "SuccessionQuerySet":
        """Those to which nobody's agreement is wanting, neither theirs nor that of another part of the same body."""
        waiting = Succession.objects.waiting().filter(predecessor=OuterRef("predecessor"))
        return self.filter(~Exists(waiting))

    def waiting(self) -> "SuccessionQuerySet":
        return self.filter(entered_by__isnull=False, agreed_on=None)


SuccessionManager = models.Manager.from_queryset(SuccessionQuerySet)


class Succession(models.Model):
    """From `on`, `successor` stands in for `predecessor` (whole, or in the part its own area covers)."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="predecessions")
    kind = models.CharField(max_length=10, choices=SuccessionKind.choices)
    on = models.DateField(help_text="The first day on which the successor stands in.")
    # What makes it law, as one would cite it: a statutory instrument, a certificate of a registrar.
    source = models.CharField(max_length=300, blank=True)
    source_href = models.URLField(max_length=400, blank=True)
    # Empty where a bundled list or the operator says it: it stands by itself. What a person of the body that ends wrote
    # down stands once an administrator of the successor agreed, or the operator did (then without a name).
    entered_by = models.ForeignKey("ground.Person", models.PROTECT, null=True, blank=True, related_name="+")
    agreed_by = models.ForeignKey("ground.Person", models.PROTECT, null=True, blank=True, related_name="+")
    agreed_on = models.DateField(null=True, blank=True)

    objects = SuccessionManager()

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("predecessor", "successor"), name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_of_another"),
            models.CheckConstraint(condition=Q(kind__in=SuccessionKind.values), name="succession_kind_known"),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | Q(agreed_on__isnull=False), name="succession_agreed_on_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_kind_display()} {self.successor}"
