from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.tracker.models.wave import Wave


class Mailing(Owned):
    """A batch of invitations of one round: how many at most, in what words, and how many letters were written."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="mailings")
    round = models.PositiveSmallIntegerField()
    most = models.PositiveIntegerField(help_text="How many letters at most.")
    words = models.TextField(blank=True, help_text="What stands in the letter beside what must.")
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    letters = models.PositiveIntegerField(default=0)
    # Empty while letters are being written.
    finished_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(round__in=(1, 2)), name="mailing_round_known"),
            models.UniqueConstraint(
                fields=("wave",), condition=Q(finished_at=None), name="mailing_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.wave}, round {self.round}"
