from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation, Sector
from fourfold.ground.organisations.tenancy import Owned
from fourfold.partner.models.directory_entry import DirectoryEntry
from fourfold.partner.models.partnership import Partnership


class MemberRole(models.TextChoices):
    LEAD = "lead", say("Leads it")
    DELIVERS = "delivers", say("Delivers")
    FUNDS = "funds", say("Funds")
    ADVISES = "advises", say("Advises")
    REFERS = "refers", say("Refers people")
    SPEAKS = "speaks", say("Speaks for those it is for")


class Brought(models.TextChoices):
    IN_KIND = "in_kind", say("In kind")
    MONEY = "money", say("Money")
    PEOPLE = "people", say("People")
    PLACES = "places", say("Places")


class PartnershipMember(Owned):
    """A body of the national directory, an entry of the lead's own lists, or both. Who left stays, with the day."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(DirectoryEntry, models.PROTECT, null=True, related_name="memberships")
    name = models.CharField(max_length=250)
    sector = models.CharField(max_length=24, choices=Sector.choices)
    role = models.CharField(max_length=10, choices=MemberRole.choices)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(entry__isnull=False),
                name="partnership_member_is_somebody",
            ),
            models.UniqueConstraint(
                fields=("partnership", "organisation"),
                condition=Q(organisation__isnull=False),
                name="partnership_member_once",
            ),
            models.UniqueConstraint(
                fields=("partnership", "entry"),
                condition=Q(entry__isnull=False),
                name="partnership_entry_once",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="partnership_member_left_after_joining",
            ),
            models.CheckConstraint(
                condition=Q(role__in=MemberRole.values), name="partnership_member_role_known"
            ),
        )

    def __str__(self) -> str:
        return self.name


class MemberBrings(Owned):
    """What a member brings, in words, and how much where it is money."""

    member = models.ForeignKey(PartnershipMember, models.CASCADE, related_name="brings")
    kind = models.CharField(max_length=8, choices=Brought.choices)
    words = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        verbose_name_plural = "what members bring"
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="member_brings_something"),
            models.CheckConstraint(
                condition=Q(kind="money", amount__gt=0) | ~Q(kind="money") & Q(amount=None),
                name="member_brings_money_by_amount",
            ),
        )

    def __str__(self) -> str:
        return self.words
