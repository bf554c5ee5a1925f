from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.partner.models.delivery import Delivery


class ConfirmationState(models.TextChoices):
    ASKED = "asked", say("Asked, no answer yet")
    CONFIRMED = "confirmed", say("Confirmed")
    DISPUTED = "disputed", say("Disputed")
    RESOLVED = "resolved", say("Dispute resolved")
    UNANSWERED = "unanswered", say("Unanswered after two reminders")


_S = ConfirmationState
VALID_TRANSITIONS: dict[ConfirmationState, frozenset[ConfirmationState]] = {
    _S.ASKED: frozenset({_S.CONFIRMED, _S.DISPUTED, _S.UNANSWERED}),
    # Asked again: the supplier has reported it anew, so an earlier answer, or none, was to another question.
    _S.UNANSWERED: frozenset({_S.CONFIRMED, _S.DISPUTED, _S.ASKED}),
    _S.DISPUTED: frozenset({_S.RESOLVED, _S.ASKED}),
    _S.CONFIRMED: frozenset({_S.ASKED}),
    _S.RESOLVED: frozenset({_S.ASKED}),
}


class Confirmation(Owned):
    """The answer of the organisation that received a delivery. `quantity` is what it says it received. An unanswered one
    is never counted as confirmed and never blocks.
    """

    delivery = models.OneToOneField(Delivery, models.PROTECT, related_name="confirmation")
    asked_of = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=ConfirmationState.choices, default=ConfirmationState.ASKED
    )
    quantity = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    words = models.TextField(blank=True)
    # A dispute in confidence: the supplier is told that something is in question, not by whom and what was said.
    in_confidence = models.BooleanField(default=False)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    resolution = models.TextField(blank=True)

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("asked", "unanswered"), quantity=None, answered_by=None)
                | ~Q(state__in=("asked", "unanswered"))
                & Q(quantity__isnull=False, answered_by__isnull=False),
                name="confirmation_answered_with_quantity_and_name",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("disputed", "resolved")) | ~Q(words=""),
                name="confirmation_disputed_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="resolved") | ~Q(resolution=""),
                name="confirmation_resolved_says_how",
            ),
        )

    def __str__(self) -> str:
        return self.get_state_display()
