"""What people say without an account: answers to a consultation, and ideas. Nothing is kept of who they are."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.models import (
    ConsultationAnswer,
    ConsultationIdea,
    ConsultationResponse,
    ConsultationState,
    QuestionKind,
    Respondent,
    SaidState,
)
from fourfold.integrate.rules.postcode_district import district_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from fourfold.integrate.models import Consultation

MOST_RESPONSES: Final = 50_000
MOST_IDEAS: Final = 5_000
MOST_CHARACTERS: Final = 4_000


@dataclass(frozen=True, slots=True)
class Said:
    """By the reference of the question: words, or the places of the answers that were chosen. What is left out is not answered.

    `once` is new with every form that is shown.
    """

    words: Mapping[str, str]
    chosen: Mapping[str, Sequence[int]]
    respondent: str
    postcode: str
    once: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """`saving` is in pounds a year, or None where they do not know."""

    what: str
    where: str
    saving: Decimal | None
    because: str
    once: str


def check_takes_answers(consultation: Consultation, *, on: date) -> None:
    last = consultation.closes_on
    if consultation.state != ConsultationState.OPEN or last is None or on > last:
        raise NotAllowed(say("This consultation is closed. Thank you for wanting to answer."))


def takes_answers(consultation: Consultation, *, on: date) -> bool:
    try:
        check_takes_answers(consultation, on=on)
    except NotAllowed:
        return False
    return True


def answer(*, consultation: Consultation, said: Said, on: date) -> ConsultationResponse:
    """Words wait until the moderator has looked at them; what has none counts at once. The same form twice is one response."""
    check_takes_answers(consultation, on=on)
    district = _district(said.postcode)
    if said.respondent not in {"", *Respondent.values}:
        raise Refused(say("Choose how you answer"), field="respondent")
    with _in_the_name_of_nobody(consultation, say("Answered a consultation")):
        earlier = _sent(ConsultationResponse, consultation, said.once)
        if isinstance(earlier, ConsultationResponse):
            return earlier
        if ConsultationResponse.objects.filter(consultation=consultation).count() >= MOST_RESPONSES:
            raise Refused(say("So many people have answered that no more can be taken here"))
        ref = new_reference()
        rows = list(_rows(consultation, said, ref))
        if not rows:
            raise Refused(say("Answer at least one question"))
        response: ConsultationResponse = ConsultationResponse.objects.create(
            owner_id=consultation.owner_id,
            ref=ref,
            root=ref,
            consultation=consultation,
            once=said.once,
            answered_on=on,
            respondent=said.respondent,
            district=district,
            state=SaidState.WAITING if any(each.words for each in rows) else SaidState.SHOWN,
        )
        for row in rows:
            row.response = response
            row.save(force_insert=True)
    return response


def propose(*, consultation: Consultation, proposed: Proposed, on: date) -> ConsultationIdea:
    """It waits until the moderator has looked at it."""
    check_takes_answers(consultation, on=on)
    if not consultation.takes_ideas:
        raise NotAllowed(say("Ideas are not asked for here."))
    if not proposed.what.strip():
        raise Refused(say("Say what your idea is"), field="what")
    _check_length(proposed.what, "what")
    _check_length(proposed.because, "because")
    with _in_the_name_of_nobody(consultation, say("Proposed an idea")):
        earlier = _sent(ConsultationIdea, consultation, proposed.once)
        if isinstance(earlier, ConsultationIdea):
            return earlier
        if ConsultationIdea.objects.filter(consultation=consultation).count() >= MOST_IDEAS:
            raise Refused(say("So many ideas have come that no more can be taken here"))
        ref = new_reference()
        idea: ConsultationIdea = ConsultationIdea.objects.create(
            owner_id=consultation.owner_id,
            ref=ref,
            root=ref,
            consultation=consultation,
            once=proposed.once,
            what=proposed.what.strip(),
            where=proposed.where.strip()[:200],
            saving=proposed.saving,
            saving_because=proposed.because.strip(),
            said_on=on,
        )
    return idea


@contextmanager
def _in_the_name_of_nobody(consultation: Consultation, reason: str) -> Iterator[None]:
    owner = consultation.owner_id
    with (
        transaction.atomic(),
        declared(person=None, organisation=owner, reason=reason),
        as_tenant(owner),
    ):
        yield


def _sent(
    model: type[ConsultationResponse | ConsultationIdea], consultation: Consultation, once: str
) -> object:
    return model.objects.filter(consultation=consultation, once=once).first()


def _rows(consultation: Consultation, said: Said, root: str) -> Iterator[ConsultationAnswer]:
    """Not saved yet. What was sent to a question that is not asked, or to a place that is no answer, is not taken."""
    for question in consultation.questions.all():
        inside = {"owner_id": consultation.owner_id, "root": root, "question": question}
        if question.kind == QuestionKind.TEXT:
            words = said.words.get(question.ref, "").strip()
            _check_length(words, f"q_{question.ref}")
            if words:
                yield ConsultationAnswer(**inside, words=words)
            continue
        chosen = sorted(
            {each for each in said.chosen.get(question.ref, ()) if 0 <= each < len(question.choices)}
        )
        if question.kind == QuestionKind.ONE and len(chosen) > 1:
            raise Refused(say("Choose one answer"), field=f"q_{question.ref}")
        for place in chosen:
            yield ConsultationAnswer(**inside, choice=place)


def _district(postcode: str) -> str:
    try:
        return district_of(postcode)
    except NotUnderstood as strange:
        raise Refused(str(strange), field="postcode") from strange


def _check_length(text: str, field: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise Refused(
            say(
                "You wrote {number} characters; the most is {most}",
                number=f"{len(text):,}",
                most=f"{MOST_CHARACTERS:,}",
            ),
            field=field,
        )
