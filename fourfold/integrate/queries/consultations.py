"""Consultations as those who run them, those who answer, and everybody else read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.integrate.models import (
    Consultation,
    ConsultationChange,
    ConsultationEvent,
    ConsultationIdea,
    ConsultationIssue,
    ConsultationQuestion,
    ConsultationResponse,
    ConsultationState,
    SaidState,
)

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from fourfold.integrate.models import Procurement

__all__ = (
    "Consultation",
    "ConsultationChange",
    "ConsultationEvent",
    "ConsultationPage",
    "change_with",
    "consultation_page",
    "consultation_with",
    "consultations_of",
    "event_with",
    "for_everybody",
    "ideas_of",
    "listed_for_everybody",
    "of_procurement",
    "question_with",
    "responses_of",
    "said_with",
    "who_was_asked",
)

READ_BY_ALL = (ConsultationState.OPEN, ConsultationState.CLOSED, ConsultationState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class ConsultationPage:
    """What those who run it see. `saving` adds up the estimates of what was changed, where there are any."""

    questions: tuple[ConsultationQuestion, ...]
    events: tuple[ConsultationEvent, ...]
    changes: tuple[ConsultationChange, ...]
    issues: tuple[ConsultationIssue, ...]
    responses: dict[str, int]
    ideas: dict[str, int]


def consultations_of(owner: int) -> QuerySet[Consultation]:
    """The latest first, with how many have answered."""
    return (
        Consultation.objects.filter(owner_id=owner)
        .select_related("procurement", "service", "moderator")
        .defer("results")
        .annotate(answered=Count("responses"))
        .order_by("-pk")
    )


def consultation_with(*, owner: int, ref: str) -> Consultation | None:
    return (
        Consultation.objects.filter(owner_id=owner, ref=ref)
        .select_related("procurement", "service", "moderator", "written_by", "owner")
        .first()
    )


def consultation_page(consultation: Consultation) -> ConsultationPage:
    return ConsultationPage(
        questions=tuple(consultation.questions.all()),
        events=tuple(ConsultationEvent.objects.filter(consultation=consultation)),
        changes=tuple(
            ConsultationChange.objects.filter(consultation=consultation).select_related("idea", "decided_by")
        ),
        issues=tuple(ConsultationIssue.objects.filter(consultation=consultation).select_related("issue")),
        responses=_by_state(ConsultationResponse.objects.filter(consultation=consultation)),
        ideas=_by_state(ConsultationIdea.objects.filter(consultation=consultation)),
    )


def responses_of(consultation: Consultation, *, state: str) -> QuerySet[ConsultationResponse]:
    rows = ConsultationResponse.objects.filter(consultation=consultation, state=state)
    return rows.prefetch_related("answers__question").select_related("looked_at_by").order_by("-pk")


def ideas_of(consultation: Consultation, *, state: str) -> QuerySet[ConsultationIdea]:
    rows = ConsultationIdea.objects.filter(consultation=consultation, state=state)
    return rows.select_related("looked_at_by").order_by("-pk")


def said_with(
    consultation: Consultation, *, kind: str, ref: str
) -> ConsultationResponse | ConsultationIdea | None:
    if kind == "idea":
        ideas = ConsultationIdea.objects.filter(consultation=consultation, ref=ref)
        return ideas.select_related("consultation__moderator").first()
    responses = ConsultationResponse.objects.filter(consultation=consultation, ref=ref)
    return responses.select_related("consultation__moderator").first() if kind == "response" else None


def question_with(consultation: Consultation, ref: str) -> ConsultationQuestion | None:
    return consultation.questions.filter(ref=ref).select_related("consultation").first()


def event_with(consultation: Consultation, ref: str) -> ConsultationEvent | None:
    rows = ConsultationEvent.objects.filter(consultation=consultation, ref=ref)
    return rows.select_related("consultation").first()


def change_with(consultation: Consultation, ref: str) -> ConsultationChange | None:
    rows = ConsultationChange.objects.filter(consultation=consultation, ref=ref)
    return rows.select_related("consultation__procurement", "idea").first()


def for_everybody(ref: str) -> Consultation | None:
    """By whoever has the link; not while it is written."""
    rows = Consultation.objects.filter(ref=ref, state__in=READ_BY_ALL)
    return rows.select_related("owner").first()


def listed_for_everybody() -> QuerySet[Consultation]:
    """Those that are listed: what can still be answered first, the one that closes soonest first among them."""
    rows = Consultation.objects.filter(listed=True, state__in=READ_BY_ALL)
    return rows.select_related("owner").defer("results").order_by("-closes_on", "-pk")


def of_procurement(procurement: Procurement) -> list[Consultation]:
    """Those about it, with how many answered and came."""
    rows = Consultation.objects.filter(procurement=procurement).exclude(state=ConsultationState.WITHDRAWN)
    return list(rows.defer("results").annotate(answered=Count("responses")).order_by("pk"))


def who_was_asked(procurement: Procurement, *, on: date) -> str:
    """In words for the record of what was considered, a line for each; empty where nobody has been asked here."""
    asked = Consultation.objects.filter(procurement=procurement, state__in=READ_BY_ALL).annotate(
        answered=Count("responses", filter=~Q(responses__state=SaidState.HIDDEN))
    )
    lines = []
    for each in asked.order_by("opened_on", "pk"):
        last = each.closes_on if each.closes_on is not None and each.closes_on < on else on
        lines.append(
            say(
                "{audience}: consultation “{title}”, answers by {day}: {answered}.",
                audience=each.get_audience_display(),
                title=each.title,
                answered=each.answered,
                day=day_text(last),
            )
        )
    held = ConsultationEvent.objects.filter(consultation__procurement=procurement)
    lines += [
        say(
            "{title}, {day}: {residents} residents and {providers} providers came.",
            title=event.title,
            day=day_text(event.held_on),
            residents=say("an unknown number of") if event.residents is None else event.residents,
            providers=say("an unknown number of") if event.providers is None else event.providers,
        )
        for event in held.order_by("held_on", "pk")
    ]
    return side_by_side(lines, "\n")


def savings_of(consultation: Consultation) -> object:
    """Pounds a year, of what was changed and estimated; None where nothing was estimated."""
    return consultation.changes.filter(changed=True).aggregate(sum=Sum("saving"))["sum"]


def _by_state(rows: QuerySet[ConsultationResponse] | QuerySet[ConsultationIdea]) -> dict[str, int]:
    counts = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    return {state: counts.get(state, 0) for state in SaidState.values}
