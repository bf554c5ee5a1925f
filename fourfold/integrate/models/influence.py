from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class Part(models.TextChoices):
    BUYER = "buyer", say("Runs the procurement")
    SPECIFIER = "specifier", say("Helped to write what is asked")
    EVALUATOR = "evaluator", say("Scores the bids")
    MODERATOR = "moderator", say("Agrees the points")
    OPENER = "opener", say("Opens the bids")
    APPROVER = "approver", say("Approves the award")
    ADVISER = "adviser", say("Advises")
    OTHER = "other", say("Has influence in another way")


class Influence(Owned):
    """Someone named as having influence on a procurement: a colleague, or an adviser without an account, by name."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="influences")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True, help_text="Of one who has no account here.")
    works_for = models.CharField(max_length=200, blank=True)
    part = models.CharField(max_length=10, choices=Part.choices)
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(person=None) & ~Q(name="") | Q(person__isnull=False, name=""),
                name="influence_of_a_person_or_a_name",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="")
                | Q(ended_on__isnull=False) & ~Q(ended_because=""),
                name="influence_ended_when_and_why",
            ),
            models.UniqueConstraint(
                fields=("procurement", "person", "part"),
                condition=Q(ended_on=None),
                name="influence_once_in_a_part",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person or self.name}: {self.get_part_display()}"
