from django.db import models
from django.db.models import F, Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.consideration import once_open
from fourfold.integrate.models.procurement import Procurement


class MarketEngagement(Owned):
    """Talking to suppliers and communities before the tender notice: Procurement Act 2023, sections 16 and 17."""

    kept_while = once_open("OLD")
    closed_while = once_open("NEW")

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="engagements")
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    who_took_part = models.TextField(blank=True)
    told_to_all = models.TextField(
        blank=True, help_text="What those who took part learnt, as everybody else is told it."
    )
    notice_on = models.DateField(null=True)
    notice_reference = models.CharField(max_length=200, blank=True)
    no_notice_because = models.TextField(blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="market_engagement_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(notice_on=None) | ~Q(notice_reference=""),
                name="market_engagement_notice_is_named",
            ),
            models.CheckConstraint(
                condition=Q(notice_on=None) | Q(no_notice_because=""),
                name="market_engagement_notice_or_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title
