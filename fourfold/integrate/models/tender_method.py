from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.evaluation import MOST_POINTS
from fourfold.integrate.models.procurement import Procurement
from fourfold.integrate.rules.price_formulas import FORMULA_NAMES, PriceFormula
from fourfold.integrate.rules.ranking import TIE_NAMES, TieRule


class TenderMethod(Owned):
    """How the bids of a procurement are put in order. `published` is the whole method in words, as it stood when the tender
    opened; the database lets nothing of the row change from then on.
    """

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="tender_method")
    price_formula = models.CharField(
        max_length=9,
        choices=[(each.value, words) for each, words in FORMULA_NAMES.items()],
        default=PriceFormula.LOWEST.value,
    )
    tie_rule = models.CharField(
        max_length=11,
        choices=[(each.value, words) for each, words in TIE_NAMES.items()],
        default=TieRule.NONE.value,
    )
    # Until when bidders may ask. Empty before the tender opens means: as the rule has it.
    questions_until = models.DateTimeField(null=True)
    published = models.JSONField(null=True)
    published_sha256 = models.CharField(max_length=64, blank=True)

    trail_leaves_out = ("published",)
    kept_while: ClassVar[str] = "OLD.published_sha256 <> ''"

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(
                condition=Q(published__isnull=True, published_sha256="")
                | Q(published__isnull=False) & ~Q(published_sha256=""),
                name="tender_method_published_with_hash",
            ),
        )

    def __str__(self) -> str:
        return f"Method of {self.procurement}"


class ScaleStep(Owned):
    """What so many points mean. A step that is not there is not used; without any, the scale is the usual one."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="scale")
    points = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)

    kept_while: ClassVar[str] = (
        "EXISTS (SELECT 1 FROM integrate_tendermethod AS kept WHERE kept.procurement_id = OLD.procurement_id "
        "AND kept.published_sha256 <> '')"
    )

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("points",)
        constraints = (
            models.UniqueConstraint(fields=("procurement", "points"), name="scale_step_once"),
            models.CheckConstraint(
                condition=Q(points__lte=MOST_POINTS) & ~Q(words=""), name="scale_step_within_scale"
            ),
        )

    def __str__(self) -> str:
        return f"{self.points}: {self.words}"
