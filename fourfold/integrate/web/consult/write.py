"""A consultation is written: what it is about, and its questions one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.define.queries.leadership import services_of
from fourfold.ground.kernel.said import say
from fourfold.ground.people.queries import colleagues
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.integrate.actions import consultation_questions, consultations
from fourfold.integrate.queries.consultations import consultation_with, question_with
from fourfold.integrate.queries.involvement import procurements_going_on
from fourfold.integrate.web.consult.form import ConsultationForm, QuestionForm, SureForm
from fourfold.integrate.web.task_page import task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.consultations import Consultation

MOST_TO_CHOOSE = 200


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
