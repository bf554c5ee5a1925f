from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class Stage(models.TextChoices):
    POLICY = "policy", say("Policy")
    DESIGN = "design", say("Design")
    DELIVERY = "delivery", say("Delivery")


class InvolvedPart(models.TextChoices):
    """Who can have a part; the first four are those of whom the report of 2014 asks (sections 2.5 and 6.0)."""

    RESIDENTS = "residents", say("Residents and tenants")
    GROUPS = "groups", say("Community groups")
    CHARITIES = "charities", say("Charities")
    ENTERPRISES = "enterprises", say("Social enterprises")
    FIRMS = "firms", say("Private suppliers")
    PUBLIC = "public", say("Other public bodies")
    STAFF = "staff", say("Your own staff")
    LEADERS = "leaders", say("Members or the board")


class Involvement(Owned):
    """Who has a part at a stage of one procurement, or of all (no procurement), as somebody entered it.

    `needless`: it was thought about, and nobody of them is needed; `how` then says why.
    """

    procurement = models.ForeignKey(Procurement, models.PROTECT, null=True, related_name="involved")
    stage = models.CharField(max_length=8, choices=Stage.choices)
    part = models.CharField(max_length=11, choices=InvolvedPart.choices)
    who = models.CharField(max_length=200, blank=True)
    how = models.TextField(blank=True)
    needless = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="involvement_stage_known"),
            models.CheckConstraint(condition=Q(part__in=InvolvedPart.values), name="involvement_part_known"),
            models.CheckConstraint(
                condition=Q(needless=True, who="") & ~Q(how="") | Q(needless=False) & ~Q(who=""),
                name="involvement_who_or_why_nobody",
            ),
        )

    def __str__(self) -> str:
        return self.who or self.how
