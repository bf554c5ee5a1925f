from django.db import models

from fourfold.ground.organisations.tenancy import Owned
from fourfold.partner.models.directory_entry import DirectoryEntry
from fourfold.partner.models.directory_list import DirectoryList


class Grant(Owned):
    """A grant as its funder published it. It stays with the entry that was read with it, whatever that is merged into."""

    received_in = models.ForeignKey(DirectoryList, models.PROTECT, related_name="grants")
    entry = models.ForeignKey(DirectoryEntry, models.PROTECT, related_name="grants")
    row = models.PositiveIntegerField()
    identifier = models.CharField(max_length=120)
    title = models.CharField(max_length=300, blank=True)
    funder = models.CharField(max_length=250, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)
    awarded_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-awarded_on", "-pk")
        constraints = (models.UniqueConstraint(fields=("owner", "identifier"), name="grant_once"),)

    def __str__(self) -> str:
        return self.title
