"""What a consultation found, counted, with the small counts withheld."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from fourfold.define.queries.peers import least_others
from fourfold.integrate.models import (
    ConsultationAnswer,
    ConsultationEvent,
    ConsultationIdea,
    ConsultationResponse,
    Respondent,
    SaidState,
)
from fourfold.integrate.rules.consultation_results import Answers, OfEvent, OfIdea, OfQuestion, results

if TYPE_CHECKING:
    from datetime import date

    from fourfold.integrate.models import Consultation

# Of words to one question, as many as somebody would read.
MOST_SAID = 1_000


def results_of(consultation: Consultation, *, on: date) -> dict[str, Any]:
    """Of everything that was not hidden; words and ideas of what was looked at and shown."""
    return results(answers_of(consultation), threshold=least_others(on))


def answers_of(consultation: Consultation) -> Answers:
    counted = ConsultationResponse.objects.filter(consultation=consultation).exclude(state=SaidState.HIDDEN)
    people = Counter(dict(_by("respondent", counted)))
    return Answers(
        responses=counted.count(),
        people={each.label: people[each.value] for each in Respondent},
        districts={name: number for name, number in _by("district", counted) if name},
        questions=_questions(consultation),
        events=[
            OfEvent(each.title, each.held_on, each.place, each.residents, each.providers)
            for each in ConsultationEvent.objects.filter(consultation=consultation)
        ],
        ideas=[
            OfIdea(each.what, each.where, each.saving, each.saving_because)
            for each in ConsultationIdea.objects.filter(consultation=consultation, state=SaidState.SHOWN)
        ],
    )


def _questions(consultation: Consultation) -> list[OfQuestion]:
    counted = ConsultationAnswer.objects.filter(response__consultation=consultation).exclude(
        response__state=SaidState.HIDDEN
    )
    chosen: dict[int, Counter[int]] = defaultdict(Counter)
    rows = counted.filter(choice__isnull=False).order_by().values_list("question_id", "choice")
    for question, choice, number in rows.annotate(number=Count("pk")):
        chosen[question][choice] = number
    found = []
    for question in consultation.questions.all():
        words = counted.filter(question=question, response__state=SaidState.SHOWN).exclude(words="")
        found.append(
            OfQuestion(
                question.words,
                question.kind,
                question.choices,
                [chosen[question.pk][place] for place in range(len(question.choices))],
                list(words.values_list("words", flat=True)[:MOST_SAID]),
            )
        )
    return found


def _by(column: str, counted: Any) -> list[tuple[str, int]]:
    return list(counted.order_by().values_list(column).annotate(number=Count("pk")).order_by(column))
