from django.db import models

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.register_entry import RegisterEntry


class RegisterParty(Owned):
    """A party as the release names it; `organisation` only where an identifier or a name matched surely."""

    entry = models.ForeignKey(RegisterEntry, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    scheme = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    matched_by = models.CharField(max_length=20, blank=True, help_text="identifier or name")

    class Meta(Owned.Meta):
        abstract = False
        verbose_name_plural = "register parties"

    def __str__(self) -> str:
        return self.name
