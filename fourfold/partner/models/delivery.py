from django.db import models
from django.db.models import F, Q

from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.ground.places.tables import Place


class DeliveryState(models.TextChoices):
    DRAFT = "draft", say("Draft")
    REPORTED = "reported", say("Reported")
    RETURNED = "returned", say("Returned with questions")
    REJECTED = "rejected", say("Rejected")
    ACCEPTED = "accepted", say("Accepted")
    REVERSED = "reversed", say("Reversed")


_S = DeliveryState
VALID_TRANSITIONS: dict[DeliveryState, frozenset[DeliveryState]] = {
    _S.DRAFT: frozenset({_S.REPORTED}),
    _S.REPORTED: frozenset({_S.RETURNED, _S.REJECTED, _S.ACCEPTED}),
    _S.RETURNED: frozenset({_S.REPORTED}),
    _S.ACCEPTED: frozenset({_S.REVERSED}),
    _S.REJECTED: frozenset(),
    _S.REVERSED: frozenset(),
}


class Delivery(Owned):
    """What a supplier says was done towards a commitment in a period. Owned by the buyer; the supplier and the
    organisation that received it see it through Shares of the delivery itself.
    """

    commitment = models.ForeignKey("integrate.Commitment", models.PROTECT, related_name="+")
    # The commitment's own; it stands here too because the recipient may read the delivery and not the contract.
    measure = models.ForeignKey("define.Measure", models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    starts_on = models.DateField()
    ends_on = models.DateField()
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    words = models.TextField(help_text="What was done, in words that name no beneficiary.")
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.DRAFT)
    returned_because = models.TextField(blank=True)
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reported_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reported_on = models.DateField()
    # Who received it and is asked to confirm; empty where nobody outside did.
    recipient = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-ends_on", "-pk")
        verbose_name_plural = "deliveries"
        # A page of the latest is read in this order and ends after 25, however many there are.
        indexes = (models.Index(fields=("-ends_on", "-id"), name="delivery_latest_first"),)
        constraints = (
            models.CheckConstraint(condition=Q(quantity__gt=0), name="delivery_of_something"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="delivery_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("returned", "rejected")) | ~Q(returned_because=""),
                name="delivery_returned_why",
            ),
            models.CheckConstraint(
                condition=Q(recipient=None) | ~Q(recipient=F("reported_for")),
                name="delivery_recipient_is_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} towards {self.commitment_id}"


class DeliveryEvidence(Owned):
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("delivery", "file"), name="delivery_evidence_once"),)

    def __str__(self) -> str:
        return str(self.file)
