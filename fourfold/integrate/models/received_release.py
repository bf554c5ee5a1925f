from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.register_import import RegisterImport


class ReceivedRelease(Owned):
    """A release exactly as it was received."""

    received_in = models.ForeignKey(RegisterImport, models.PROTECT, related_name="received")
    ocid = models.CharField(max_length=250)
    release_id = models.CharField(max_length=250)
    released_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("owner", "sha256"), name="received_release_once"),)
        indexes = (models.Index(fields=("owner", "ocid"), name="received_release_ocid"),)

    def __str__(self) -> str:
        return f"{self.ocid} {self.release_id}"
