"""What organisations answered: who said what, when and how; and where their people differ, which answer holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.tracker.actions import settling
from fourfold.tracker.actions.waves import check_can_manage
from fourfold.tracker.exchange.instrument.stored import instrument_of
from fourfold.tracker.queries.frame import frame_organisation
from fourfold.tracker.queries.instruments import latest_instrument
from fourfold.tracker.queries.records import edits_of, records_of
from fourfold.tracker.queries.waves import wave_of
from fourfold.tracker.rules.fieldwork.outcomes import CODES
from fourfold.tracker.rules.instrument.answers import answer_from_text
from fourfold.tracker.rules.instrument.questionnaire import questions
from fourfold.tracker.web.answering.form import words
from fourfold.tracker.web.answers.form import SettleForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.models import Interview, Wave
    from fourfold.tracker.queries.records import Record
    from fourfold.tracker.rules.instrument.conditions import Answer
    from fourfold.tracker.rules.instrument.questionnaire import Question


@require_safe
@signed_in
def listed(request: HttpRequest, ref: str) -> HttpResponse:
    """Those that have answered anything; those whose people differ before others."""
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    check_can_manage(by, wave)
    version = latest_instrument(wave)
    records = [] if version is None else list(records_of(wave, instrument_of(version)).values())
    records.sort(key=lambda each: (not each.merged.conflicts, each.organisation.name))
    page = page_of(request, records)
    return render(
        request,
        "tracker/web/answers/list.jinja",
        {
            "wave": wave,
            "page": page,
            "rows": [
                (
                    each.organisation,
                    len(each.interviews),
                    len(each.merged.conflicts),
                    each.progress,
                    CODES[each.outcome].words if each.outcome else say("Begun"),
                )
                for each in page.object_list
            ],
        },
    )


@require_safe
@signed_in
def view(request: HttpRequest, ref: str, organisation: str) -> HttpResponse:
    by = actor_of(request)
    wave, record = _record(by, ref, organisation)
    asked = {each.id: each.question for each in questions(record.instrument)}
    return render(
        request,
        "tracker/web/answers/organisation.jinja",
        {
            "wave": wave,
            "organisation": record.organisation,
            "progress": record.progress,
            "conflicts": [
                (name, words(asked[name].asks, "en"), _by_whom(record, asked[name], between))
                for name, between in record.merged.conflicts.items()
            ],
            "answers": [
                (words(asked[name].asks, "en"), in_words(asked[name], answer))
                for name, answer in record.merged.answers.items()
            ],
            "edits": [
                (
                    each,
                    words(asked[each.question].asks, "en"),
                    _written(asked[each.question], each.value or each.words),
                )
                for each in edits_of(record)
                if each.question in asked
            ],
            "cannot_settle": reason_against(lambda: settling.check_can_settle(by, record)),
        },
    )


@signed_in
def settle(request: HttpRequest, ref: str, organisation: str, question: str) -> HttpResponse:
    by = actor_of(request)
    wave, record = _record(by, ref, organisation)
    asked = next((each.question for each in questions(record.instrument) if each.id == question), None)
    if asked is None:
        raise Http404
    between = record.merged.conflicts.get(question, ())
    form = SettleForm(
        request.POST if request.method == "POST" else None, choices=_by_whom(record, asked, between)
    )
    back = reverse("organisation_answers", kwargs={"ref": ref, "organisation": organisation})

    def do(given: Mapping[str, Any]) -> str:
        settling.settle(
            by=by,
            record=record,
            question=question,
            chosen=given["chosen"],
            why=given["why"],
            at=timezone.now(),
        )
        return back

    return send(
        request,
        form,
        check=lambda: settling.check_can_settle(by, record),
        do=do,
        show=lambda: render(
            request,
            "tracker/web/answers/settle.jinja",
            {
                "form": form,
                "wave": wave,
                "organisation": record.organisation,
                "asks": words(asked.asks, "en"),
                "back": back,
            },
        ),
    )


def in_words(question: Question, answer: Answer) -> str:
    """A code in the words of its choice, a day and a number as people write them."""
    said = {each.code: words(each.says, "en") for each in question.choices}
    if isinstance(answer, tuple):
        return "; ".join(said.get(code, code) for code in answer)
    return said.get(answer, answer) if isinstance(answer, str) else str(answer)


def _record(by: Actor, ref: str, organisation: str) -> tuple[Wave, Record]:
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    check_can_manage(by, wave)
    one = found(frame_organisation(wave=wave, ref=organisation))
    version = found(latest_instrument(wave))
    return wave, found(records_of(wave, instrument_of(version), of=one.pk).get(one.pk))


def _by_whom(
    record: Record, question: Question, between: tuple[tuple[str, Answer], ...]
) -> list[tuple[str, str]]:
    whose = {each.ref: each for each in record.interviews}
    return [
        (
            who,
            say("{answer}: {name}", answer=in_words(question, answer), name=_name(whose[who])),
        )
        for who, answer in between
    ]


def _name(interview: Interview) -> str:
    contact = interview.contact
    if contact is None:
        return say("Nobody in particular")
    name = contact.name or contact.email
    return f"{name}, {contact.post}" if contact.post else name


def _written(question: Question, text: str) -> str:
    if not text:
        return say("Taken back")
    try:
        return in_words(question, answer_from_text(question, text))
    except ValueError:
        return text
