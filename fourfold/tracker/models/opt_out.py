from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned


class OptedOutBy(models.TextChoices):
    LINK = "link", say("By the link in a mail")
    MANAGER = "manager", say("Told to the survey’s manager")


class FrameKey(Owned):
    """The secret of one organisation under which addresses become digests. In the database, so that an opt-out is found again
    after the secrets of the installation were changed.
    """

    secret = models.CharField(max_length=64)

    trail_leaves_out = ("secret",)

    class Meta(Owned.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("owner",), name="frame_key_once"),)

    def __str__(self) -> str:
        return f"Key of {self.owner_id}"


class OptOut(Owned):
    """Somebody who wants no more surveys of this organisation. It outlives the wave and the contact, and holds no address."""

    known_by = models.CharField(max_length=64)
    how = models.CharField(max_length=10, choices=OptedOutBy.choices)
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("owner", "known_by"), name="opt_out_once"),
            models.CheckConstraint(condition=Q(how__in=OptedOutBy.values), name="opt_out_how_known"),
        )

    def __str__(self) -> str:
        return f"Opt-out of {self.at:%d %B %Y}"
