from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.partner.models.need import Need
from fourfold.partner.models.offer_of_help import OfferOfHelp


class IntroductionState(models.TextChoices):
    MADE = "made", say("Introduced")
    HELPED = "helped", say("Help was given")
    NOTHING = "nothing", say("Nothing came of it")


VALID_TRANSITIONS: dict[IntroductionState, frozenset[IntroductionState]] = {
    IntroductionState.MADE: frozenset({IntroductionState.HELPED, IntroductionState.NOTHING}),
    IntroductionState.HELPED: frozenset(),
    IntroductionState.NOTHING: frozenset(),
}


class Introduction(Owned):
    """Who posted a need and who made an offer were told of one another; with the points that the pair had on that day."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="introductions")
    offer = models.ForeignKey(OfferOfHelp, models.PROTECT, related_name="introductions")
    # As they were called on that day: an offer that is withdrawn is its owner's alone again.
    need_title = models.CharField(max_length=200)
    group = models.CharField(max_length=200)
    offer_title = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=IntroductionState.choices, default=IntroductionState.MADE)
    # {part, points, words} for each part, as they were shown.
    points = models.JSONField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_on = models.DateField()
    quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    outcome = models.TextField(blank=True)
    outcome_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("-made_on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("need", "offer"), name="introduction_once"),
            models.CheckConstraint(
                condition=Q(state="made", outcome="", outcome_on=None, quantity=None)
                | Q(state="helped", outcome_on__isnull=False, quantity__gt=0) & ~Q(outcome="")
                | Q(state="nothing", outcome_on__isnull=False, quantity=None) & ~Q(outcome=""),
                name="introduction_outcome_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.offer_title} for {self.need_title}"
