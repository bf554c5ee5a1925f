from django.db import models
from django.db.models import F, Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.influence import Influence
from fourfold.integrate.models.procurement import Procurement


class InterestKind(models.TextChoices):
    ACTUAL = "actual", say("A conflict: it links me to someone who bids or may bid")
    POTENTIAL = "potential", say("It could become a conflict")
    PERCEIVED = "perceived", say("It is none, but a reasonable person might think so")


class Declaration(Owned):
    """What a person with influence on a procurement declared of interests in it. A later one of theirs supersedes it and
    is a row of its own: none is edited. What an adviser without an account declared was told to a colleague.
    """

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="declarations")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    adviser = models.ForeignKey(Influence, models.PROTECT, null=True, related_name="declarations")
    told_to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    has_interest = models.BooleanField()
    kind = models.CharField(max_length=10, choices=InterestKind.choices, blank=True)
    detail = models.TextField(blank=True)
    bidders_known = models.BooleanField(default=False, help_text="Declared after the bids were opened.")
    declared_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("procurement", "person", "number"), name="declaration_numbered_once"
            ),
            models.UniqueConstraint(
                fields=("adviser", "number"), name="declaration_of_adviser_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, adviser=None, told_to=None)
                | Q(person=None, adviser__isnull=False, told_to__isnull=False),
                name="declaration_of_one_person",
            ),
            models.CheckConstraint(
                condition=Q(has_interest=False, kind="") | Q(has_interest=True) & ~Q(detail="") & ~Q(kind=""),
                name="declaration_of_interest_says_which",
            ),
        )

    def __str__(self) -> str:
        return f"Declaration of {self.person or self.adviser}"


class Outcome(models.TextChoices):
    NO_PART = "no_part", say("They take no part")
    MITIGATED = "mitigated", say("They may take part, with these steps")
    NO_CONFLICT = "no_conflict", say("There is no conflict, and this shows it")


class InterestDecision(Owned):
    """What somebody else decided on a declared interest. A later decision supersedes it and is a row of its own."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="decisions")
    # As in the declaration, so that the database can see that nobody decides on their own.
    about = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=11, choices=Outcome.choices)
    steps = models.TextField(help_text="What is done about it, or what shows that there is no conflict.")
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(about=None) | ~Q(about=F("decided_by")), name="interest_decided_by_another"
            ),
            models.CheckConstraint(condition=~Q(steps=""), name="interest_decision_says_steps"),
        )

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.declaration}"
