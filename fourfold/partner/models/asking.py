from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.partner.models.confirmation import Confirmation


class Asking(Owned):
    """One time that the recipient of a delivery was asked by mail to confirm it: `number` 0, then the reminders 1 and 2.

    A delivery that is reported anew is asked about anew, in the next `round`. `people` is to how many a mail was written.
    """

    confirmation = models.ForeignKey(Confirmation, models.PROTECT, related_name="askings")
    round = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    people = models.PositiveSmallIntegerField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("confirmation", "round", "number")
        constraints = (
            models.UniqueConstraint(fields=("confirmation", "round", "number"), name="asking_once"),
            models.CheckConstraint(condition=Q(number__lte=2), name="asking_and_two_reminders"),
        )

    def __str__(self) -> str:
        return f"Asked on {self.on}" if self.number == 0 else f"Reminded on {self.on}"
