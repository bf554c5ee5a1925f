"""Consultations with residents and providers: the list, one of them, and writing, opening and closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.define.queries.leadership import services_of
from fourfold.ground.kernel.said import say
from fourfold.ground.people.queries import colleagues
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import (
    consultation_changes,
    consultation_issues,
    consultation_questions,
    consultation_results,
    consultations,
    moderation_of_answers,
)
from fourfold.integrate.actions.saying import takes_answers
from fourfold.integrate.queries.consultation_results import results_of
from fourfold.integrate.queries.consultations import (
    consultation_page,
    consultation_with,
    consultations_of,
    question_with,
    savings_of,
)
from fourfold.integrate.queries.involvement import procurements_going_on
from fourfold.integrate.web.consult.form import ConsultationForm, ModeratorForm, QuestionForm, SureForm
from fourfold.integrate.web.task_page import task

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.consultations import Consultation

MOST_TO_CHOOSE = 200


@require_safe
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    return render(
        request,
        "integrate/web/consult/list.jinja",
        {
            "page": page_of(request, consultations_of(by.organisation_id)),
            "cannot": reason_against(lambda: consultations.check_can_consult(by)),
        },
    )


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by, on = actor_of(request), timezone.localdate()
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    shown = consultation_page(one)
    return render(
        request,
        "integrate/web/consult/page.jinja",
        {
            "consultation": one,
            "shown": shown,
            "link": request.build_absolute_uri(reverse("say", kwargs={"ref": one.ref})),
            "asked": one.state not in {"draft", "withdrawn"},
            "takes_answers": takes_answers(one, on=on),
            "missing": consultations.what_is_missing(one, on=on) if one.state == "draft" else [],
            "results": results_of(one, on=on) if one.state != "draft" else None,
            "saving": savings_of(one),
            "sure": SureForm(initial={"version": one.version}),
            "cannot_run": reason_against(lambda: consultations.check_runs(by, one)),
            "cannot_write": reason_against(lambda: consultations.check_can_write(by, one)),
            "cannot_open": reason_against(lambda: consultations.check_can_open(by, one, on=on)),
            "cannot_moderate": reason_against(lambda: moderation_of_answers.check_can_moderate(by, one)),
            "cannot_tell": reason_against(lambda: consultation_changes.check_can_tell(by, one)),
            "cannot_take_up": reason_against(lambda: consultation_issues.check_can_take_up(by, one)),
            "cannot_publish": reason_against(lambda: consultation_results.check_can_publish(by, one)),
            "history": history_of(one, *shown.changes),
        },
    )


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    by, on = actor_of(request), timezone.localdate()
    begun = {
        "procurement": request.GET.get("procurement", ""),
        "privacy_notice": _usual_notice(by),
    }
    form = _form(request, by, begun)

    def do(_given: Mapping[str, Any]) -> str:
        made = consultations.start(by=by, written=form.written(), on=on)
        return reverse("consultation", kwargs={"ref": made.ref})

    return task(
        request,
        form,
        check=lambda: consultations.check_can_consult(by),
        do=do,
        heading=say("Begin a consultation"),
        caption="",
        back=reverse("consultations"),
        button=say("Keep this and write the questions"),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by, on = actor_of(request), timezone.localdate()
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    form = _form(request, by, {**_stored(one), "version": one.version})

    def do(given: Mapping[str, Any]) -> str:
        consultations.edit(by=by, consultation=one, written=form.written(), seen=given["version"] or 0, on=on)
        return reverse("consultation", kwargs={"ref": ref})

    return task(
        request,
        form,
        check=lambda: consultations.check_can_write(by, one),
        do=do,
        stored=_stored,
        heading=say("Change the consultation"),
        caption=one.title,
        back=reverse("consultation", kwargs={"ref": ref}),
        button=say("Keep this"),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def new_question(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    one = found(consultation_with(owner=by.organisation_id, ref=ref))

    def do(given: Mapping[str, Any]) -> str:
        consultation_questions.add(
            by=by,
            consultation=one,
            kind=given["kind"],
            words=given["words"],
            choices=given["choices"].splitlines(),
        )
        return reverse("consultation", kwargs={"ref": ref}) + "#questions"

    return task(
        request,
        QuestionForm(request.POST or None),
        check=lambda: consultations.check_can_write(by, one),
        do=do,
        heading=say("Write a question"),
        caption=one.title,
        back=reverse("consultation", kwargs={"ref": ref}),
        button=say("Add this question"),
        words=say("Do not ask for names, addresses, health or anything else that you do not need."),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def remove_question(request: HttpRequest, ref: str, question: str) -> HttpResponse:
    by = actor_of(request)
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    asked = found(question_with(one, question))

    def do(_given: Mapping[str, Any]) -> str:
        consultation_questions.remove(by=by, question=asked)
        return reverse("consultation", kwargs={"ref": ref}) + "#questions"

    return task(
        request,
        SureForm(request.POST or None),
        check=lambda: consultations.check_can_write(by, one),
        do=do,
        heading=say("Take this question out?"),
        caption=one.title,
        back=reverse("consultation", kwargs={"ref": ref}),
        button=say("Take it out"),
        words=asked.words,
        kind="warning",
    )


@require_http_methods(["GET", "POST"])
@signed_in
def open_to_answers(request: HttpRequest, ref: str) -> HttpResponse:
    on = timezone.localdate()
    return _step(
        request,
        ref,
        check=lambda by, one: consultations.check_can_open(by, one, on=on),
        do=lambda by, one, seen: consultations.open_to_answers(by=by, consultation=one, seen=seen, on=on),
        heading=say("Ask people now?"),
        button=say("Open it for answers"),
        words=say("Everybody with the link reads it from now on. Its questions no longer change."),
        done=say("It is open. Give the link to the people whom you ask."),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def close(request: HttpRequest, ref: str) -> HttpResponse:
    return _step(
        request,
        ref,
        check=consultations.check_runs,
        do=lambda by, one, seen: consultations.close(by=by, consultation=one, seen=seen),
        heading=say("Close this consultation?"),
        button=say("Close it"),
        words=say("No more answers are taken. The results are published in a step of its own."),
        done=say("It is closed."),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def moderator(request: HttpRequest, ref: str) -> HttpResponse:
    by, on = actor_of(request), timezone.localdate()
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    form = ModeratorForm(
        request.POST or None,
        people=list(colleagues(organisation=by.organisation_id, on=on)),
        initial={"version": one.version, "moderator": "" if one.moderator is None else one.moderator.ref},
    )

    def do(given: Mapping[str, Any]) -> str:
        consultations.name_moderator(
            by=by, consultation=one, moderator=given["moderator"], seen=given["version"] or 0, on=on
        )
        return reverse("consultation", kwargs={"ref": ref})

    return task(
        request,
        form,
        check=lambda: consultations.check_runs(by, one),
        do=do,
        stored=lambda now: {"moderator": "" if now.moderator is None else now.moderator.ref},
        heading=say("Who looks at the answers"),
        caption=one.title,
        back=reverse("consultation", kwargs={"ref": ref}),
        button=say("Keep this"),
    )


def _step(
    request: HttpRequest,
    ref: str,
    *,
    check: Callable[[Actor, Consultation], None],
    do: Callable[[Actor, Consultation, int], object],
    done: str,
    **page: str,
) -> HttpResponse:
    """A page that asks whether one is sure, and does it."""
    by = actor_of(request)
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    back = reverse("consultation", kwargs={"ref": ref})

    def carry_out(given: Mapping[str, Any]) -> str:
        do(by, one, given["version"] or 0)
        messages.success(request, done)
        return back

    return send(
        request,
        SureForm(request.POST or None, initial={"version": one.version}),
        check=lambda: check(by, one),
        do=carry_out,
        stored=lambda _now: {},
        show=lambda: render(
            request,
            "integrate/web/form_page.jinja",
            {
                "form": SureForm(initial={"version": one.version}),
                "caption": one.title,
                "back": back,
                "kind": "",
                **page,
            },
        ),
    )


def _form(request: HttpRequest, by: Actor, begun: Mapping[str, Any]) -> ConsultationForm:
    on = timezone.localdate()
    return ConsultationForm(
        request.POST or None,
        initial=begun,
        procurements=[
            (each.ref, each.title)
            for each in procurements_going_on(by.organisation_id).defer("description")[:MOST_TO_CHOOSE]
        ],
        services=[(each.ref, each.name) for each in services_of(by.organisation_id, on=on)],
        people=list(colleagues(organisation=by.organisation_id, on=on)),
    )


def _stored(one: Consultation) -> dict[str, Any]:
    plain = ("title", "audience", "purpose", "privacy_notice", "closes_on", "listed", "takes_ideas")
    return {
        **{name: getattr(one, name) for name in plain},
        **{
            name: "" if getattr(one, name) is None else getattr(one, name).ref
            for name in ("procurement", "service", "moderator")
        },
    }


def _usual_notice(by: Actor) -> str:
    return say(
        "{organisation} asks these questions and decides what happens with the answers, as part of its public task. You give no "
        "name and no address. The first half of your postcode, if you give it, tells us which neighbourhoods were heard. Please "
        "write nothing by which you or somebody else could be recognised; a named officer reads what you write and hides what "
        "does. Answers are kept for two years. Results are published as numbers, small ones withheld. Because we do not "
        "know who you are, we cannot find your answers again once you have sent them. Questions: our data protection officer.",
        organisation=by.organisation_name,
    )
