"""What was inherited: the record without which no row changes its owner."""

from django.db import models

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation, Succession
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class HandedOnAs(models.TextChoices):
    OWN = "own", say("its own")
    PARTY = "party", say("a part in another’s")


class Inheritance(Owned):
    """`owner` took over the rows under `root` from `predecessor`, once. Whoever may see the root may see this.

    `thing` is the root of the whole that it went with: a delivery goes with its contract.
    """

    succession = models.ForeignKey(Succession, models.PROTECT, related_name="+")
    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    handed_on_as = models.CharField(max_length=6, choices=HandedOnAs.choices)
    thing = models.CharField(max_length=12)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    on = models.DateField()
    # Empty where the operator handed it on by command.
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    # The abolished body's chain tells it too.
    trail_other_owner = "predecessor_id"

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("predecessor", "root"), name="inherited_once"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("owner")), name="inherited_from_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.thing}"
