from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.define.models.measure import Measure
from fourfold.define.models.pack import Pack
from fourfold.define.rules.kinds_of_value import LEDGERS, DiscountClass, Gains, Lasts, ValueKind
from fourfold.ground.organisations.tenancy import Owned


class Ledger(models.TextChoices):
    """Values of different ledgers are never added."""

    FISCAL = "fiscal", LEDGERS["fiscal"]
    ECONOMIC = "economic", LEDGERS["economic"]
    SOCIAL = "social", LEDGERS["social"]
    ENVIRONMENTAL = "environmental", LEDGERS["environmental"]
    WELLBEING = "wellbeing", LEDGERS["wellbeing"]
    SPEND = "spend", LEDGERS["spend"]


class Proxy(Owned):
    """Pounds for one unit of a measure, with where the figure comes from. Never edited, only superseded.

    One that comes from a pack under licence has a root of its own, which is never shared: whoever reads the measure does
    not read it.
    """

    # Never changed, by anybody; removed only with the measure of a draft, which nothing was valued with.
    kept_while: ClassVar[str] = "1 = 1"
    may_be_removed: ClassVar[bool] = True

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="proxies")
    title = models.CharField(max_length=250)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    low = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    ledger = models.CharField(max_length=14, choices=Ledger.choices)
    kind = models.CharField(
        max_length=14, help_text="What kind of value it is: its ledger, or economic where it is money spent."
    )
    gains = models.CharField(max_length=16, blank=True, help_text="Who is better off. Empty: not stated.")
    lasts = models.CharField(
        max_length=10, blank=True, help_text="What it is of: a year, a lifetime, once. Empty: not stated."
    )
    once_per_person = models.BooleanField(null=True, help_text="Null: not stated.")
    discount_class = models.CharField(max_length=10, default="standard")
    place = models.CharField(max_length=200, blank=True, help_text="Where the figure was found to hold.")
    method = models.TextField(blank=True, help_text="How the source arrived at it.")
    price_year = models.PositiveSmallIntegerField(
        help_text="The financial year whose prices it is in, by its first half."
    )
    source_title = models.CharField(max_length=300)
    source_publisher = models.CharField(max_length=200)
    source_href = models.URLField(max_length=400, blank=True)
    source_grade = models.CharField(
        max_length=10, choices=(("primary", "Primary"), ("secondary", "Secondary"))
    )
    licence = models.CharField(max_length=200)
    read_on = models.DateField()
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    pack = models.ForeignKey(Pack, models.PROTECT, null=True, related_name="+")
    pack_code = models.CharField(max_length=40, blank=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-pk",)
        verbose_name_plural = "proxies"
        constraints = (
            models.CheckConstraint(condition=Q(ledger__in=Ledger.values), name="proxy_ledger_known"),
            models.CheckConstraint(
                condition=Q(kind=F("ledger"), kind__in=[kind.value for kind in ValueKind])
                | Q(ledger="spend", kind="economic"),
                name="proxy_kind_of_its_ledger",
            ),
            models.CheckConstraint(
                condition=Q(gains__in=[each.value for each in Gains]), name="proxy_gains_known"
            ),
            models.CheckConstraint(
                condition=Q(lasts__in=[each.value for each in Lasts]), name="proxy_lasts_known"
            ),
            models.CheckConstraint(
                condition=Q(discount_class__in=[each.value for each in DiscountClass]),
                name="proxy_discount_class_known",
            ),
            models.CheckConstraint(
                condition=Q(low=None, high=None)
                | Q(low__isnull=False, high__isnull=False, low__lte=F("value"), high__gte=F("value")),
                name="proxy_within_its_range",
            ),
            models.CheckConstraint(
                condition=Q(pack=None, pack_code="")
                | (Q(pack__isnull=False, root=F("ref")) & ~Q(pack_code="")),
                name="proxy_under_licence_has_its_own_root",
            ),
            models.UniqueConstraint(fields=("supersedes",), name="proxy_superseded_once"),
        )

    def __str__(self) -> str:
        return self.title
