from typing import ClassVar

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.award import Award
from fourfold.integrate.models.opened_bid import OpenedBid
from fourfold.integrate.models.procurement import Procurement


class GoverningLaw(models.TextChoices):
    ACT = "procurement-act-2023", say("Procurement Act 2023")
    PCR = "pcr-2015", say("Public Contracts Regulations 2015")
    BELOW = "below-threshold", say("Below the threshold")


class LetterKind(models.TextChoices):
    SUMMARY = "summary", say("Assessment summary")
    STANDSTILL = "standstill", say("Standstill letter")
    FEEDBACK = "feedback", say("Feedback letter")
    SET_ASIDE = "set-aside", say("Notice that a decision is set aside")
    NONE = "none", say("No letters")


class AwardOutcome(Owned):
    """How an award was told: under which law, by which letters, and until when the buyer stands still.

    `law_because` is how the law was found, or that a person said so. The standstill ends with the day `standstill_until`;
    one that was not waited for has a reason and a name.
    """

    award = models.OneToOneField(Award, models.PROTECT, related_name="outcome")
    law = models.CharField(max_length=20, choices=GoverningLaw.choices)
    law_because = models.TextField()
    light_touch = models.BooleanField(default=False)
    letters = models.CharField(max_length=12, choices=LetterKind.choices)
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_on = models.DateField()
    must_stand_still = models.BooleanField()
    needs_award_notice = models.BooleanField()
    standstill_from = models.DateField(null=True)
    standstill_until = models.DateField(null=True)
    # The steps by which the days were reckoned, as sentences.
    standstill_steps = models.JSONField(default=list)
    overridden_because = models.TextField(blank=True)
    overridden_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    overridden_on = models.DateField(null=True)
    no_indicators_because = models.TextField(blank=True)

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(
                condition=Q(overridden_by=None, overridden_on=None, overridden_because="")
                | (Q(overridden_by__isnull=False, overridden_on__isnull=False) & ~Q(overridden_because="")),
                name="award_outcome_overridden_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(standstill_from=None, standstill_until=None)
                | Q(standstill_until__gte=models.F("standstill_from")),
                name="award_outcome_standstill_has_days",
            ),
        )

    def __str__(self) -> str:
        return f"Outcome of {self.award}"


class OutcomeLetter(Owned):
    """What one bidder was told, as it was told. Never changed: what was wrong is said in another letter."""

    kept_while: ClassVar[str] = "1 = 1"

    # A bidder may see the tender and not the award: what it reads is found by the tender alone.
    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, related_name="letters")
    opened_bid = models.ForeignKey(OpenedBid, models.PROTECT, related_name="+")
    bidder = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=LetterKind.choices)
    # Title, sections and tables, as fourfold.integrate.rules.outcome_letter writes them.
    body = models.JSONField()
    sent_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("award", "bidder", "kind"), name="outcome_letter_one_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} to {self.bidder}"


class Indicator(Owned):
    """A key performance indicator that is set before the contract is signed, and published with its details."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="indicators")
    title = models.CharField(max_length=200)
    target = models.TextField(help_text="What is to be reached, and how it is measured.")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("award", "title"), name="indicator_title_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(target=""), name="indicator_says_what"),
        )

    def __str__(self) -> str:
        return self.title
