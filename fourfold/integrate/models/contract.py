from django.db import models
from django.db.models import F, Q

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.award import Award
from fourfold.integrate.models.procurement import Procurement
from fourfold.integrate.models.register_import import RegisterImport


class Contract(Owned):
    procurement = models.ForeignKey(Procurement, models.PROTECT, null=True, related_name="contracts")
    award = models.OneToOneField(Award, models.PROTECT, null=True, related_name="+")
    # Where it was not tendered here: the file it was carried in from, and what it was called there.
    carried_in = models.ForeignKey(RegisterImport, models.PROTECT, null=True, related_name="+")
    carried_reference = models.CharField(max_length=100, blank=True)
    # The portal and its reference, where bids were taken there and the social value of them came back here.
    tendered_elsewhere = models.CharField(max_length=230, blank=True)
    supplier = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=16, decimal_places=2, help_text="In pounds, without VAT.")
    starts_on = models.DateField()
    ends_on = models.DateField()
    signed_on = models.DateField()
    manager = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-starts_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="contract_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="contract_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(carried_in=None) | Q(procurement=None, award=None),
                name="contract_carried_in_was_not_tendered",
            ),
        )

    def __str__(self) -> str:
        return self.title
