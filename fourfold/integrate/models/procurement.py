from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.register_entry import RegisterEntry


class ProcurementKind(models.TextChoices):
    SERVICES = "services", say("Services")
    WORKS = "works", say("Works")
    GOODS = "goods", say("Goods")


class ProcurementState(models.TextChoices):
    PLANNED = "planned", say("Planned")
    CONSIDERING = "considering", say("Being considered")
    SELECTING = "selecting", say("First stage: who can do it")
    ELSEWHERE = "elsewhere", say("Out on another portal")
    OPEN = "open", say("Open for bids")
    CLOSED = "closed", say("Closed, bids sealed")
    OPENED = "opened", say("Bids opened")
    EVALUATING = "evaluating", say("Being evaluated")
    MODERATED = "moderated", say("Moderated")
    AWARDED = "awarded", say("Awarded")
    CONTRACTED = "contracted", say("Contract signed")
    ABANDONED = "abandoned", say("Abandoned")
    NOT_AWARDED = "not_awarded", say("Awarded to nobody")


class ProcurementRoute(models.TextChoices):
    """What each means and skips: fourfold.integrate.rules.routes."""

    OPEN = "open", say("Open procedure")
    MULTI_STAGE = "multi-stage", say("In stages")
    QUOTES = "quotes", say("Quotes")
    CALL_OFF = "call-off", say("Call-off from a framework")
    DIRECT = "direct", say("Direct award")


_S = ProcurementState
VALID_TRANSITIONS: dict[ProcurementState, frozenset[ProcurementState]] = {
    _S.PLANNED: frozenset({_S.CONSIDERING, _S.ABANDONED}),
    # Which of the ways on is open the route says: see fourfold.integrate.rules.routes.
    _S.CONSIDERING: frozenset({_S.OPEN, _S.SELECTING, _S.ELSEWHERE, _S.AWARDED, _S.ABANDONED}),
    # Bids are taken, opened and scored on another portal; what came of it is brought back here.
    _S.ELSEWHERE: frozenset({_S.AWARDED, _S.ABANDONED}),
    _S.SELECTING: frozenset({_S.OPEN, _S.ABANDONED}),
    _S.OPEN: frozenset({_S.CLOSED, _S.ABANDONED}),
    _S.CLOSED: frozenset({_S.OPENED, _S.ABANDONED}),
    _S.OPENED: frozenset({_S.EVALUATING, _S.NOT_AWARDED, _S.ABANDONED}),
    _S.EVALUATING: frozenset({_S.MODERATED, _S.NOT_AWARDED, _S.ABANDONED}),
    _S.MODERATED: frozenset({_S.AWARDED, _S.NOT_AWARDED, _S.ABANDONED}),
    _S.AWARDED: frozenset({_S.CONTRACTED, _S.EVALUATING, _S.NOT_AWARDED, _S.ABANDONED}),
    _S.CONTRACTED: frozenset(),
    _S.ABANDONED: frozenset(),
    _S.NOT_AWARDED: frozenset(),
}
# Nothing is bought any more: ended without a contract.
ENDED_WITHOUT = (_S.ABANDONED, _S.NOT_AWARDED)


class Procurement(Owned):
    """A procurement run here. One that was imported stays a RegisterEntry; this may begin as a copy of it."""

    copied_from = models.ForeignKey(RegisterEntry, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=ProcurementKind.choices)
    amount = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, help_text="Estimated, in pounds, without VAT."
    )
    route = models.CharField(max_length=12, choices=ProcurementRoute.choices, default=ProcurementRoute.OPEN)
    state = models.CharField(
        max_length=12, choices=ProcurementState.choices, default=ProcurementState.PLANNED
    )
    abandoned_because = models.TextField(blank=True)
    bids_close_at = models.DateTimeField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="procurement_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="procurement_amount_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("planned", "considering", "selecting", "abandoned"))
                | Q(route="direct", state__in=("awarded", "contracted", "not_awarded"))
                | Q(bids_close_at__isnull=False),
                name="procurement_open_has_deadline",
            ),
            models.CheckConstraint(
                condition=~Q(state="abandoned") | ~Q(abandoned_because=""),
                name="procurement_abandoned_has_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title
