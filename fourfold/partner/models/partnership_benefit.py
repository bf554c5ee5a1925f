from django.db import models
from django.db.models import F, Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.partner.models.partnership import Partnership
from fourfold.partner.models.partnership_member import PartnershipMember
from fourfold.partner.rules.partnership.savings import Confidence, SavingMethod


class PartnershipBenefit(Owned):
    """What came of a partnership for one of its agencies. A saving says how much, in whose budget, and how it was found."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="benefits")
    member = models.ForeignKey(PartnershipMember, models.PROTECT, related_name="benefits")
    what = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    budget = models.CharField(max_length=120, blank=True)
    method = models.CharField(
        max_length=10, choices=[(each.value, each.words) for each in SavingMethod], blank=True
    )
    confidence = models.CharField(
        max_length=6, choices=[(each.value, each.words) for each in Confidence], blank=True
    )
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-ends_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(what=""), name="partnership_benefit_is_something"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="partnership_benefit_over_time"
            ),
            models.CheckConstraint(
                condition=Q(amount=None, budget="", method="", confidence="")
                | Q(amount__gt=0) & ~Q(budget="") & ~Q(method="") & ~Q(confidence=""),
                name="partnership_saving_says_how",
            ),
        )

    def __str__(self) -> str:
        return self.what
