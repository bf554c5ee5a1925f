from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.consultation import Consultation


class QuestionKind(models.TextChoices):
    TEXT = "text", say("In their own words")
    ONE = "one", say("One of several answers")
    SEVERAL = "several", say("As many of several answers as fit")


class ConsultationQuestion(Owned):
    """None has to be answered. `choices` are the words of the answers to choose from, in their order."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=QuestionKind.choices)
    words = models.CharField(max_length=400)
    choices = models.JSONField(default=list)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("consultation", "position"), name="consultation_question_positioned_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="text", choices=[]) | ~Q(kind="text") & ~Q(choices=[]),
                name="consultation_question_has_choices_or_none",
            ),
        )

    def __str__(self) -> str:
        return self.words
