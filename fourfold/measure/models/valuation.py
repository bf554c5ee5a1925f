from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.measure.models.account import AccountLine


class Valuation(Owned):
    """Pounds for exactly one of an offer, a commitment or a verification, by one proxy, with the settings that make the
    same digits again.
    """

    line = models.ForeignKey(AccountLine, models.PROTECT, null=True, related_name="valuations")
    offer = models.ForeignKey("integrate.Offer", models.PROTECT, null=True, related_name="+")
    commitment = models.ForeignKey("integrate.Commitment", models.PROTECT, null=True, related_name="+")
    verification = models.ForeignKey("partner.Verification", models.PROTECT, null=True, related_name="+")
    proxy = models.ForeignKey("define.Proxy", models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=16, decimal_places=2)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    low = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    settings = models.JSONField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(
                condition=Q(offer__isnull=False, commitment=None, verification=None)
                | Q(offer=None, commitment__isnull=False, verification=None)
                | Q(offer=None, commitment=None, verification__isnull=False),
                name="valuation_of_exactly_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"£{self.amount}"
