from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.criterion import Criterion
from fourfold.integrate.models.procurement import Procurement
from fourfold.integrate.rules.asked import AS_NAMES, KIND_NAMES, AskedAs, AskKind
from fourfold.integrate.rules.quantity_points import SCORED_BY_NAMES, ScoredBy


class Ask(Owned):
    """A measure that bidders are asked to contribute to: scored under a criterion, a condition, or voluntary."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="asks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, null=True, related_name="asks")
    measure = models.ForeignKey("define.Measure", models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=10,
        choices=[(each.value, words) for each, words in KIND_NAMES.items()],
        default=AskKind.QUANTITY.value,
    )
    asked_as = models.CharField(
        max_length=9,
        choices=[(each.value, words) for each, words in AS_NAMES.items()],
        default=AskedAs.SCORED.value,
    )
    scored_by = models.CharField(
        max_length=6,
        choices=[(each.value, words) for each, words in SCORED_BY_NAMES.items()],
        default=ScoredBy.PEOPLE.value,
    )
    # What a formula measures by, or what a condition requires: in the measure's unit, or per cent of the contract's value.
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    # [[from, points], ...], decimals as strings.
    bands = models.JSONField(default=list, blank=True)
    # Community criteria, one a line of text, and how many of them must be met at least.
    community = models.JSONField(default=list, blank=True)
    least = models.PositiveSmallIntegerField(null=True)
    guidance = models.TextField(blank=True)
    # A pledge above this is not refused; the bidder is asked to confirm it and evaluators see it flagged.
    sensible_most = models.DecimalField(max_digits=14, decimal_places=2, null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("procurement", "measure"), name="ask_measure_once"),
            models.CheckConstraint(
                condition=Q(asked_as="scored", criterion__isnull=False)
                | Q(asked_as__in=("condition", "voluntary"), criterion=None, scored_by="people"),
                name="ask_scored_under_a_criterion",
            ),
            models.CheckConstraint(
                condition=~Q(kind="criteria") | Q(least__gte=1), name="ask_of_criteria_has_a_least"
            ),
            models.CheckConstraint(
                condition=Q(target=None) | Q(target__gt=0), name="ask_target_of_something"
            ),
            models.CheckConstraint(
                condition=~Q(scored_by="target") | Q(target__isnull=False), name="ask_by_target_has_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} asked in {self.procurement}"
