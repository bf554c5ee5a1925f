from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement
from fourfold.integrate.rules.reservation import RESERVED_NAMES


class Reservation(Owned):
    """For whom the competition is reserved, or that it is not, and why. Published with the tender."""

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="reservation")
    reserved_for = models.CharField(
        max_length=20, choices=[(each.value, words) for each, words in RESERVED_NAMES.items()]
    )
    area = models.CharField(max_length=300, blank=True)
    only_small = models.BooleanField(default=False)
    only_social = models.BooleanField(default=False)
    reason = models.TextField()
    # What the rules answered on that day: [{rule, answer, words, source}, ...].
    ruling = models.JSONField(default=list, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="reservation_has_reason"),
            models.CheckConstraint(
                condition=~Q(reserved_for="local") | ~Q(area=""), name="reservation_local_names_its_area"
            ),
            models.CheckConstraint(
                condition=Q(reserved_for__in=("united_kingdom", "local"))
                | Q(only_small=False, only_social=False),
                name="reservation_of_the_order_alone_narrows",
            ),
        )

    def __str__(self) -> str:
        return f"Reservation of {self.procurement}"
