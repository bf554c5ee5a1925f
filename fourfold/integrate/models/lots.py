from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class LotDecision(Owned):
    """Whether what is bought is divided into lots, and why or why not. Each lot is then a procurement of its own."""

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="lot_decision")
    divided = models.BooleanField()
    reason = models.TextField()
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="lot_decision_has_reason"),)

    def __str__(self) -> str:
        return f"Lots of {self.procurement}"


class Lot(Owned):
    """A lot, and the procurement that buys it. Read by everyone who may read that procurement."""

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="lot")
    whole = models.ForeignKey(Procurement, models.PROTECT, related_name="lots")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    # That of the decision: the whole is not published, the lot is.
    reason = models.TextField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("whole", "number")
        constraints = (
            models.UniqueConstraint(fields=("whole", "number"), name="lot_number_once"),
            models.CheckConstraint(condition=~Q(procurement=models.F("whole")), name="lot_is_not_the_whole"),
        )

    def __str__(self) -> str:
        return f"Lot {self.number}: {self.title}"
