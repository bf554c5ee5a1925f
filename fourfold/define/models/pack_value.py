from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fourfold.define.models.pack_measure import PackMeasure
from fourfold.define.rules.kinds_of_value import ValueKind
from fourfold.ground.organisations.tenancy import Owned


class PackValue(Owned):
    """Pounds for one unit of a pack's measure, of one kind. Parts of unlike kinds are kept apart and never added."""

    kept_while: ClassVar[str] = (
        "EXISTS (SELECT 1 FROM define_packmeasure m JOIN define_pack k ON k.id = m.pack_id"
        " WHERE m.id = OLD.measure_id AND k.state = 'in_use')"
    )

    measure = models.ForeignKey(PackMeasure, models.PROTECT, related_name="values")
    kind = models.CharField(max_length=14)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    low = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    price_year = models.PositiveSmallIntegerField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ValueKind]), name="pack_value_kind_known"
            ),
            models.CheckConstraint(condition=Q(value__gt=0), name="pack_value_above_nothing"),
            models.CheckConstraint(
                condition=Q(low=None, high=None)
                | Q(low__isnull=False, high__isnull=False, low__lte=F("value"), high__gte=F("value")),
                name="pack_value_within_its_range",
            ),
            models.UniqueConstraint(fields=("measure", "kind"), name="pack_value_of_a_kind_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind}: £{self.value}"
