from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.places.tables import Place
from fourfold.integrate.models.contract import Contract
from fourfold.integrate.models.offer import Offer


class Basis(models.TextChoices):
    CONTRACT = "contract", say("Contract")


class CommitmentState(models.TextChoices):
    CONTRACTED = "contracted", say("Contracted")
    VARIED = "varied", say("Varied")
    WAIVED = "waived", say("Waived")


VALID_TRANSITIONS: dict[CommitmentState, frozenset[CommitmentState]] = {
    CommitmentState.CONTRACTED: frozenset({CommitmentState.VARIED, CommitmentState.WAIVED}),
    CommitmentState.VARIED: frozenset({CommitmentState.VARIED, CommitmentState.WAIVED}),
    CommitmentState.WAIVED: frozenset(),
}


class Commitment(Owned):
    """A promise of a quantity of a measure between two days, on exactly one basis. Met and missed are asked, not stored."""

    basis = models.CharField(max_length=12, choices=Basis.choices, default=Basis.CONTRACT)
    contract = models.ForeignKey(Contract, models.PROTECT, null=True, related_name="commitments")
    number = models.PositiveSmallIntegerField()
    # Carried over from the winning offer; empty only for promises that were not tendered here.
    offer = models.OneToOneField(Offer, models.PROTECT, null=True, related_name="+")
    measure = models.ForeignKey("define.Measure", models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    starts_on = models.DateField()
    ends_on = models.DateField()
    # The clause or schedule of the signed contract; empty where it stands in none.
    clause = models.CharField(max_length=120, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=CommitmentState.choices, default=CommitmentState.CONTRACTED
    )

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("contract", "number")
        constraints = (
            models.CheckConstraint(
                condition=Q(basis="contract", contract__isnull=False),
                name="commitment_on_exactly_one_basis",
            ),
            models.UniqueConstraint(fields=("contract", "number"), name="commitment_number_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="commitment_of_something"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="commitment_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} {self.measure}"


class CommitmentQuarter(Owned):
    """The part of a commitment that falls due by the end of a quarter. The parts add up to the commitment."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="quarters")
    due_on = models.DateField(
        help_text="The last day of the quarter, or of the commitment where that is sooner."
    )
    quantity = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("due_on",)
        constraints = (
            models.UniqueConstraint(fields=("commitment", "due_on"), name="commitment_quarter_once"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="commitment_quarter_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} by {self.due_on}"
