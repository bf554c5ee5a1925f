from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.consultation import Consultation


class ConsultationEvent(Owned):
    """A meeting, walk or open day: how many came, not who. A count that nobody took stays unknown."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="events")
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    residents = models.PositiveIntegerField(null=True)
    providers = models.PositiveIntegerField(null=True)
    notes = models.TextField(blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("held_on", "pk")

    def __str__(self) -> str:
        return self.title
