"""A consultation is opened for answers, closed, or given to somebody else to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.people.queries import colleagues
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import consultations
from fourfold.integrate.queries.consultations import consultation_with
from fourfold.integrate.web.consult.form import ModeratorForm, SureForm
from fourfold.integrate.web.task_page import task

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.consultations import Consultation


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
