from django.db import models
from django.db.models import F, Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.ground.places.tables import Place
from fourfold.partner.models.need import HelpKind


class OfferOfHelp(Owned):
    """What an organisation gives, how much of it, where from, and until when. Shown to everyone until it is withdrawn."""

    kind = models.CharField(max_length=10, choices=HelpKind.choices)
    title = models.CharField(max_length=200)
    words = models.TextField()
    capacity = models.DecimalField(max_digits=12, decimal_places=2)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-made_on", "-pk")
        verbose_name_plural = "offers of help"
        constraints = (
            models.CheckConstraint(condition=Q(capacity__gt=0), name="offer_of_something"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="offer_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.title
