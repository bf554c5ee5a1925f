from django.db import models

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.received_release import ReceivedRelease


class RegisterEntry(Owned):
    """A procurement as published by its buyer, whoever that is; the latest release of its ocid speaks.

    Of a contract in a spreadsheet, which has none, `ocid` is the publisher and the contract's reference there.
    """

    release = models.ForeignKey(ReceivedRelease, models.PROTECT, related_name="+")
    ocid = models.CharField(max_length=250)
    released_at = models.DateTimeField(null=True)
    title = models.TextField()
    description = models.TextField(blank=True)
    status = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, blank=True, help_text="goods, works or services, as published")
    method = models.CharField(max_length=300, blank=True)
    # As published; unknown stays empty, zero stays zero.
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    buyer_name = models.CharField(max_length=300, blank=True)
    buyer = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    service_name = models.CharField(
        max_length=300, blank=True, help_text="The buyer’s service, as published."
    )
    cpv = models.CharField(max_length=20, blank=True)
    closes_at = models.DateTimeField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    mentions_social_value = models.BooleanField(default=False)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-released_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("owner", "ocid"), name="register_entry_once"),)
        indexes = (models.Index(fields=("owner", "-released_at", "-id"), name="register_entry_latest"),)
        verbose_name_plural = "register entries"

    def __str__(self) -> str:
        return self.title
