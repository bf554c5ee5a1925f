from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person


class ValueMap(Owned):
    """A value map as it was given: conventions, what was put in, outcomes. What it comes to is worked out when it is read.

    `document` is JSON of the published form, kept to the digit. One that is still being written need not be whole.
    """

    title = models.CharField(max_length=200)
    document = models.TextField()
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    begun_on = models.DateField()
    file_name = models.CharField(max_length=250, blank=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=~Q(title=""), name="value_map_has_title"),)

    def __str__(self) -> str:
        return self.title
