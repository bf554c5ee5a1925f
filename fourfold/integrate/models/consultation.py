from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class ConsultationState(models.TextChoices):
    DRAFT = "draft", say("Being written")
    OPEN = "open", say("Open for answers")
    CLOSED = "closed", say("Closed")
    PUBLISHED = "published", say("Results published")
    WITHDRAWN = "withdrawn", say("Withdrawn")


VALID_TRANSITIONS: dict[ConsultationState, frozenset[ConsultationState]] = {
    ConsultationState.DRAFT: frozenset({ConsultationState.OPEN, ConsultationState.WITHDRAWN}),
    ConsultationState.OPEN: frozenset({ConsultationState.CLOSED}),
    ConsultationState.CLOSED: frozenset({ConsultationState.PUBLISHED}),
    ConsultationState.PUBLISHED: frozenset({ConsultationState.PUBLISHED}),
    ConsultationState.WITHDRAWN: frozenset(),
}


class Audience(models.TextChoices):
    RESIDENTS = "residents", say("Residents and tenants")
    PROVIDERS = "providers", say("Providers: firms, charities and social enterprises")
    BOTH = "both", say("Residents and providers")


class Consultation(Owned):
    """Residents or providers are asked about a procurement, a service, or (neither) all that the organisation buys.

    From `open` on everybody with its link reads it.
    """

    procurement = models.ForeignKey(Procurement, models.PROTECT, null=True, related_name="consultations")
    service = models.ForeignKey("define.Service", models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=9, choices=Audience.choices)
    purpose = models.TextField(help_text="What is asked and what the answers can still change.")
    privacy_notice = models.TextField(blank=True)
    closes_on = models.DateField(null=True, help_text="The last day for answers.")
    listed = models.BooleanField(default=False, help_text="On the public page; else known by its link alone.")
    takes_ideas = models.BooleanField(default=True)
    state = models.CharField(max_length=9, choices=ConsultationState.choices, default=ConsultationState.DRAFT)
    moderator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_on = models.DateField(null=True)
    results = models.JSONField(
        null=True, help_text="As fourfold.integrate.rules.consultation_results writes them."
    )
    results_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("draft", "withdrawn"))
                | Q(closes_on__isnull=False, opened_on__isnull=False, moderator__isnull=False)
                & ~Q(privacy_notice=""),
                name="consultation_open_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="published", results__isnull=False, results_on__isnull=False)
                | ~Q(state="published") & Q(results__isnull=True, results_on=None),
                name="consultation_published_has_results",
            ),
        )

    def __str__(self) -> str:
        return self.title
