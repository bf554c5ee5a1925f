from django.db import models
from django.db.models import F, Q

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class RouteChoice(Owned):
    """What was recorded when the route of a procurement was chosen; which fields are filled depends on the route.

    It is read with the procurement: by everyone once that is advertised, by those who are asked where it is not.
    """

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="route_choice")
    because = models.TextField(help_text="Why this route; of a direct award, how its ground is met.")
    framework = models.CharField(
        max_length=300, blank=True, help_text="The framework's title, as it was published."
    )
    framework_reference = models.CharField(max_length=100, blank=True)
    ground = models.CharField(max_length=20, blank=True)
    fewest_quotes = models.PositiveSmallIntegerField(null=True, help_text="How many your own rules want.")
    quotes_rule = models.CharField(max_length=300, blank=True, help_text="Where that is laid down.")
    conditions = models.TextField(blank=True, help_text="The published conditions of the first stage.")
    requests_close_at = models.DateTimeField(null=True)
    chosen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    chosen_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(condition=~Q(because=""), name="route_choice_has_reason"),
            models.CheckConstraint(
                condition=Q(fewest_quotes=None) | Q(fewest_quotes__gte=1), name="route_choice_some_quotes"
            ),
        )

    def __str__(self) -> str:
        return f"Route of {self.procurement}"


class Invited(Owned):
    """A supplier that is asked by name: for a quote, under a framework, after the first stage, or for a direct award.

    Of the buyer alone: who else is asked, nobody learns from it.
    """

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="invited")
    supplier = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    because = models.TextField(blank=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    invited_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        verbose_name_plural = "invited"
        constraints = (models.UniqueConstraint(fields=("procurement", "supplier"), name="invited_once"),)

    def __str__(self) -> str:
        return f"{self.supplier} asked in {self.procurement}"


class ParticipationRequest(Owned):
    """What a supplier says to the conditions of the first stage; its own row, which the buyer reads."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="participation_requests")
    statement = models.TextField()
    sent_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("procurement", "owner"), name="participation_request_once"),
        )

    def __str__(self) -> str:
        return f"Request of {self.owner}"


class Selection(Owned):
    """Whether a supplier that asked to take part meets the conditions, and why. It may read this of itself."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="selections")
    request = models.OneToOneField(ParticipationRequest, models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    meets = models.BooleanField()
    reason = models.TextField()
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="selection_has_reason"),
            models.UniqueConstraint(fields=("procurement", "supplier"), name="selection_once"),
        )

    def __str__(self) -> str:
        return f"Selection of {self.supplier}"


class NoAward(Owned):
    """The decision to award to nobody: proposed by one person, taken by another."""

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="no_award")
    reason = models.TextField()
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="no_award_has_reason"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="no_award_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_on=None)
                | Q(approved_by__isnull=False, approved_on__isnull=False),
                name="no_award_approved_by_whom_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"No award in {self.procurement}"
