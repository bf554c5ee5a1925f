from django.db import models
from django.db.models import Q

from fourfold.ground.organisations.tenancy import Owned
from fourfold.integrate.models.consultation_question import ConsultationQuestion
from fourfold.integrate.models.consultation_response import ConsultationResponse


class ConsultationAnswer(Owned):
    """One row for words, or for each answer that was chosen: `choice` is its place among the choices, from nought."""

    response = models.ForeignKey(ConsultationResponse, models.CASCADE, related_name="answers")
    question = models.ForeignKey(ConsultationQuestion, models.PROTECT, related_name="+")
    choice = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(blank=True)

    class Meta(Owned.Meta):
        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("response", "question", "choice"), name="consultation_answer_chosen_once"
            ),
            models.CheckConstraint(
                condition=Q(choice=None) | Q(words=""), name="consultation_answer_words_or_choice"
            ),
        )

    def __str__(self) -> str:
        return self.words or str(self.choice)
