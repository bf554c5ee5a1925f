"""The named person looks at what people wrote: page by page, each shown or hidden with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField
from fourfold.ground.web.paging import page_of
from fourfold.integrate.actions import moderation_of_answers
from fourfold.integrate.models import SaidState
from fourfold.integrate.queries.consultations import consultation_with, ideas_of, responses_of, said_with
from fourfold.integrate.web.task_page import task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

SHOW, HIDE = "show", "hide"


class LookAtForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    decision = forms.ChoiceField(
        label=say("May it be shown?"),
        choices=[(SHOW, say("Yes, show it")), (HIDE, say("No, hide it"))],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose whether it may be shown")},
    )
    why = LongTextField(
        label=say("Why it is hidden"),
        rows=3,
        required=False,
        help_text=say(
            "It names somebody, insults somebody, or is about something else. It is kept with this reason"
        ),
    )


@require_safe
@signed_in
def listed(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    moderation_of_answers.check_can_moderate(by, one)
    kind = "idea" if request.GET.get("kind") == "idea" else "response"
    wanted = request.GET.get("state", SaidState.WAITING)
    state = wanted if wanted in SaidState.values else SaidState.WAITING.value
    rows = ideas_of(one, state=state) if kind == "idea" else responses_of(one, state=state)
    return render(
        request,
        "integrate/web/moderate_answers/page.jinja",
        {
            "consultation": one,
            "kind": kind,
            "state": state,
            "states": SaidState.choices,
            "page": page_of(request, rows),
        },
    )


@require_http_methods(["GET", "POST"])
@signed_in
def look_at(request: HttpRequest, ref: str, kind: str, said: str) -> HttpResponse:
    by = actor_of(request)
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    what = said_with(one, kind=kind, ref=said)
    if what is None:
        raise Http404
    form = LookAtForm(request.POST or None, initial={"version": what.version})
    back = reverse("moderate_consultation", kwargs={"ref": ref}) + f"?kind={kind}"

    def do(given: Mapping[str, Any]) -> str:
        moderation_of_answers.look_at(
            by=by,
            said=what,
            seen=given["version"] or 0,
            show=given["decision"] == SHOW,
            why=given["why"],
        )
        return back

    return task(
        request,
        form,
        check=lambda: moderation_of_answers.check_can_moderate(by, one),
        do=do,
        stored=lambda now: {"decision": "", "why": now.hidden_because},
        heading=say("May this be shown?"),
        caption=one.title,
        back=back,
        button=say("Keep this decision"),
        words=_words(what),
    )


@require_POST
@signed_in
def show_all(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    by = actor_of(request)
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    found(kind if kind in moderation_of_answers.MODELS else None)
    number = moderation_of_answers.show_all(
        by=by, consultation=one, kind=kind, refs=request.POST.getlist("refs")[:100]
    )
    messages.success(request, say("{number} are shown from now on.", number=number))
    return redirect(reverse("moderate_consultation", kwargs={"ref": ref}) + f"?kind={kind}")


def _words(what: Any) -> str:
    if hasattr(what, "what"):
        return str(what.what)
    return " · ".join(each.words for each in what.answers.exclude(words=""))
