from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class OpenersKey(models.Model):
    """A person's own key for opening bids. The private half stands here only wrapped under their opening passphrase."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    public_key = models.BinaryField()
    wrapped_private_key = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Opening key of {self.person}"


class OpeningKey(Owned):
    """A tender's key: bids are sealed to `public_key`; the private half exists nowhere until two openers meet."""

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="opening_key")
    public_key = models.BinaryField()
    wrapped_server_share = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"Opening key of {self.procurement}"


class OpenersShare(Owned):
    """One opener's part of a tender's key, wrapped for that opener. `released_share` waits, wrapped for the server,
    from the first opener's visit (never before the deadline) until the second's, and is then wiped.
    """

    opening_key = models.ForeignKey(OpeningKey, models.PROTECT, related_name="shares")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    wrapped_share = models.BinaryField()
    released_at = models.DateTimeField(null=True)
    released_share = models.BinaryField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("opening_key", "person"), name="openers_share_once"),
            models.CheckConstraint(
                condition=Q(released_share=None) | Q(released_at__isnull=False),
                name="openers_share_released_when",
            ),
        )

    def __str__(self) -> str:
        return f"Share of {self.person} in {self.opening_key}"
