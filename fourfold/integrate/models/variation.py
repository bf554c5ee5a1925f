from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.commitment import Commitment
from fourfold.integrate.models.contract import Contract


class VariationState(models.TextChoices):
    PROPOSED = "proposed", say("Proposed")
    APPROVED = "approved", say("Approved, waits for the supplier")
    AGREED = "agreed", say("In force")
    REFUSED = "refused", say("Refused")
    WITHDRAWN = "withdrawn", say("Withdrawn")


_S = VariationState
VALID_TRANSITIONS: dict[VariationState, frozenset[VariationState]] = {
    _S.PROPOSED: frozenset({_S.APPROVED, _S.REFUSED, _S.WITHDRAWN}),
    _S.APPROVED: frozenset({_S.AGREED, _S.REFUSED, _S.WITHDRAWN}),
    _S.AGREED: frozenset(),
    _S.REFUSED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}


class ChangeKind(models.TextChoices):
    VARY = "vary", say("Changed")
    WAIVE = "waive", say("Waived")
    ADD = "add", say("Added")


class Variation(Owned):
    """A change to a contract in life: proposed by one person of the buyer, approved by another, agreed by the supplier.

    `test` is what the rules said of it when it was proposed, with what it was asked about; `ground` what is relied on.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="variations")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField()
    effective_on = models.DateField()
    ground = models.CharField(max_length=20)
    amount_before = models.DecimalField(max_digits=16, decimal_places=2)
    amount_after = models.DecimalField(max_digits=16, decimal_places=2)
    ends_on_before = models.DateField()
    ends_on_after = models.DateField()
    test = models.JSONField()
    needs_notice = models.BooleanField()
    state = models.CharField(max_length=10, choices=VariationState.choices, default=VariationState.PROPOSED)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True)
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agreed_on = models.DateField(null=True)
    refused_because = models.TextField(blank=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("contract", "number")
        constraints = (
            models.UniqueConstraint(fields=("contract", "number"), name="variation_number_once"),
            models.UniqueConstraint(
                fields=("contract",),
                condition=Q(state__in=("proposed", "approved")),
                name="variation_one_under_way",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="variation_has_reason"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="variation_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed")
                | Q(approved_by__isnull=False, agreed_by__isnull=False, agreed_on__isnull=False),
                name="variation_agreed_by_both",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refused_because=""), name="variation_refused_has_reason"
            ),
            models.CheckConstraint(condition=Q(amount_after__gte=0), name="variation_amount_not_negative"),
        )

    def __str__(self) -> str:
        return f"Variation {self.number} of {self.contract}"


class VariationChange(Owned):
    """What a variation does to one promise, before and after. The quantity that was agreed first is never lost.

    `before` and `after` hold quantity, last day and the parts by due day, as texts; one is empty where there is nothing.
    """

    kept_while: ClassVar[str] = (
        "EXISTS (SELECT 1 FROM integrate_variation WHERE integrate_variation.id = OLD.variation_id"
        " AND integrate_variation.state = 'agreed')"
    )

    variation = models.ForeignKey(Variation, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=6, choices=ChangeKind.choices)
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="+")
    measure = models.ForeignKey("define.Measure", models.PROTECT, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("variation", "commitment"), name="variation_change_once_a_promise"
            ),
            models.CheckConstraint(
                condition=Q(kind="add") | Q(commitment__isnull=False), name="variation_change_of_a_promise"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.measure}"
