from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.register_import import RegisterImport


class WaitingSheet(Owned):
    """A spreadsheet between its upload and its taking: as it came, what its columns hold, and what would become of its rows.

    It ends when the file is taken in or discarded; what is taken of its rows is kept as it was received.
    """

    received_in = models.OneToOneField(RegisterImport, models.CASCADE, related_name="waiting")
    content = models.BinaryField()
    sheet = models.CharField(max_length=250, blank=True)
    # By place, counted from nought, what each column holds.
    columns = models.JSONField(default=dict)
    # {counts, lines}: what the check of its rows found, and of what the register held at that moment.
    checked = models.JSONField(default=dict)
    checked_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False

    def __str__(self) -> str:
        return str(self.received_in)
