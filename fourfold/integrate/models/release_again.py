from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.received_release import ReceivedRelease
from fourfold.integrate.models.register_import import RegisterImport


class ReleaseAgain(Owned):
    """A later file that held the same: when the first is taken out again, what it brought stays as the later one's."""

    received_in = models.ForeignKey(RegisterImport, models.CASCADE, related_name="held_again")
    release = models.ForeignKey(ReceivedRelease, models.CASCADE, related_name="again")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("received_in", "release"), name="release_again_once"),)

    def __str__(self) -> str:
        return f"{self.release} in {self.received_in}"
