"""The questions of a consultation: written one by one while nobody has been asked yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Max

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, change
from fourfold.integrate.actions.consultations import check_can_write, standing
from fourfold.integrate.models import ConsultationQuestion, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Consultation

# More is a questionnaire that few would finish on a telephone.
MOST_QUESTIONS: Final = 20
FEWEST_CHOICES, MOST_CHOICES = 2, 20
LONGEST_CHOICE: Final = 120


def add(
    *, by: Actor, consultation: Consultation, kind: str, words: str, choices: Sequence[str]
) -> ConsultationQuestion:
    check_can_write(by, consultation)
    if not words.strip():
        raise Refused(say("Write the question"), field="words")
    if kind not in QuestionKind.values:
        raise Refused(say("Choose how it is answered"), field="kind")
    given = [each.strip() for each in choices if each.strip()]
    if kind == QuestionKind.TEXT:
        given = []
    else:
        _check_choices(given)
    with change(by=by, owner=consultation.owner_id, reason=say("Wrote a question")):
        check_can_write(by, standing(consultation))
        last = consultation.questions.aggregate(last=Max("position"))["last"] or 0
        if consultation.questions.count() >= MOST_QUESTIONS:
            raise Refused(say("{most} questions are the most that people will answer", most=MOST_QUESTIONS))
        created: ConsultationQuestion = ConsultationQuestion.objects.create(
            owner_id=consultation.owner_id,
            root=consultation.root,
            consultation=consultation,
            position=last + 1,
            kind=kind,
            words=words.strip(),
            choices=given,
        )
    return created


def remove(*, by: Actor, question: ConsultationQuestion) -> None:
    check_can_write(by, question.consultation)
    with change(by=by, owner=question.owner_id, reason=say("Took out a question")):
        check_can_write(by, standing(question.consultation))
        question.delete()


def _check_choices(given: Sequence[str]) -> None:
    if not FEWEST_CHOICES <= len(given) <= MOST_CHOICES:
        message = say(
            "Give {fewest} to {most} answers, one on each line", fewest=FEWEST_CHOICES, most=MOST_CHOICES
        )
        raise Refused(message, field="choices")
    if len({each.casefold() for each in given}) != len(given):
        raise Refused(say("One answer stands twice"), field="choices")
    if any(len(each) > LONGEST_CHOICE for each in given):
        raise Refused(say("An answer has at most {most} characters", most=LONGEST_CHOICE), field="choices")
