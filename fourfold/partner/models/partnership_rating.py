from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.partner.models.partnership import Partnership
from fourfold.partner.rules.partnership.satisfaction import Satisfaction


class PartnershipRating(Owned):
    """How content one member is. It has a root of its own: other members do not read it."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="ratings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    score = models.CharField(max_length=17, choices=[(each.value, each.words) for each in Satisfaction])
    rated_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    rated_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("partnership", "organisation"), name="partnership_rating_once"),
            models.CheckConstraint(
                condition=Q(score__in=[each.value for each in Satisfaction]),
                name="partnership_rating_on_the_scale",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} of {self.partnership}"
