from django.db import models
from django.db.models import F, Q

from fourfold.define.models.measure import Measure
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned


class Ledger(models.TextChoices):
    """Values of different ledgers are never added."""

    FISCAL = "fiscal", say("Saving to public budgets")
    ECONOMIC = "economic", say("Economic value")
    WELLBEING = "wellbeing", say("Wellbeing value")
    SPEND = "spend", say("Money spent")


class Proxy(Owned):
    """Pounds for one unit of a measure, with where the figure comes from. Never edited, only superseded."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="proxies")
    title = models.CharField(max_length=250)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    low = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    ledger = models.CharField(max_length=12, choices=Ledger.choices)
    price_year = models.PositiveSmallIntegerField(
        help_text="The financial year whose prices it is in, by its first half."
    )
    source_title = models.CharField(max_length=300)
    source_publisher = models.CharField(max_length=200)
    source_href = models.URLField(max_length=400, blank=True)
    source_grade = models.CharField(
        max_length=10, choices=(("primary", "Primary"), ("secondary", "Secondary"))
    )
    licence = models.CharField(max_length=120)
    read_on = models.DateField()
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-pk",)
        verbose_name_plural = "proxies"
        constraints = (
            models.CheckConstraint(condition=Q(ledger__in=Ledger.values), name="proxy_ledger_known"),
            models.CheckConstraint(
                condition=Q(low=None, high=None)
                | Q(low__isnull=False, high__isnull=False, low__lte=F("value"), high__gte=F("value")),
                name="proxy_within_its_range",
            ),
            models.UniqueConstraint(fields=("supersedes",), name="proxy_superseded_once"),
        )

    def __str__(self) -> str:
        return self.title
