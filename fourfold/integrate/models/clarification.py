from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.ground.people.tables import Person
from fourfold.integrate.models.procurement import Procurement


class Clarification(Owned):
    """A question about a tender with its answer, as everyone reads them. Who asked stands nowhere in it."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="clarifications")
    number = models.PositiveSmallIntegerField()
    question = models.TextField()
    answer = models.TextField()
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("procurement", "number"), name="clarification_number_once"),
            models.CheckConstraint(
                condition=~Q(question="") & ~Q(answer=""), name="clarification_question_and_answer"
            ),
        )

    def __str__(self) -> str:
        return f"Answer {self.number}"


class BidderQuestion(Owned):
    """What a bidder asked, owned by the bidder and shared with the buyer alone."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="bidder_questions")
    question = models.TextField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    clarification = models.ForeignKey(Clarification, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("asked_at", "pk")
        constraints = (models.CheckConstraint(condition=~Q(question=""), name="bidder_question_asked"),)

    def __str__(self) -> str:
        return f"Question {self.ref}"


class TenderInterest(Owned):
    """An organisation that wants to hear of answers before it begins a bid. Nobody else reads it, the buyer neither."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="interests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("procurement", "person", "owner"), name="tender_interest_once"),
        )

    def __str__(self) -> str:
        return f"Interest of {self.person}"
