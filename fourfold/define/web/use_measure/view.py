"""A measure of a framework, or of a pack under licence, is chosen into the organisation's draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.define.actions import choosing
from fourfold.define.actions.drafts import check_can_draft, check_can_edit
from fourfold.define.queries.packs import pack_measure, pack_with
from fourfold.define.queries.policies import draft_version
from fourfold.define.queries.spine_things import outcome_with
from fourfold.define.rules.frameworks import measure_coded
from fourfold.define.web.frameworks.view import edition_of
from fourfold.define.web.use_measure.form import UseForm, UseUnderLicenceForm
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import Outcome, PolicyVersion
    from fourfold.ground.people.actor import Actor


@signed_in
def from_framework(request: HttpRequest, code: str, edition: str, measure: str) -> HttpResponse:
    by = actor_of(request)
    framework = edition_of(code, edition)
    placed = found(measure_coded(framework, measure))
    version = draft_version(by.organisation_id)
    form = UseForm(request.POST if request.method == "POST" else None, version=version)

    def choose(given: Mapping[str, Any]) -> str:
        chosen = choosing.choose(by=by, outcome=_outcome(given["outcome"]), framework=framework, code=measure)
        messages.success(request, say("“{title}” stands in your draft.", title=chosen.title))
        return reverse("policy_measure", kwargs={"ref": chosen.ref})

    def show() -> HttpResponse:
        return _page(
            request,
            form,
            caption=placed.measure.title,
            back=reverse("framework_measure", kwargs={"code": code, "edition": edition, "measure": measure}),
            words=say(
                "Its definition is copied into your draft, where you can change it until it is adopted."
            ),
        )

    return send(request, form, check=lambda: _check_draft(by, version), do=choose, show=show)


@signed_in
def from_pack(request: HttpRequest, ref: str, measure: str) -> HttpResponse:
    by = actor_of(request)
    pack = found(pack_with(ref, owner=by.organisation_id))
    theirs = found(pack_measure(pack, measure))
    version = draft_version(by.organisation_id)
    form = UseUnderLicenceForm(request.POST if request.method == "POST" else None, version=version)
    today = timezone.localdate()

    def check() -> None:
        choosing.check_can_use(by, pack, on=today)
        _check_draft(by, version)

    def choose(given: Mapping[str, Any]) -> str:
        chosen = choosing.choose_from_pack(
            by=by,
            outcome=_outcome(given["outcome"]),
            measure=theirs,
            title=given["title"],
            counts=given["counts"],
            with_values=given["with_values"],
            on=today,
        )
        messages.success(request, say("“{title}” stands in your draft.", title=chosen.title))
        return reverse("policy_measure", kwargs={"ref": chosen.ref})

    def show() -> HttpResponse:
        return _page(
            request,
            form,
            caption=theirs.title,
            back=reverse("pack_measure", kwargs={"ref": ref, "measure": measure}),
            words=say(
                "The words of the pack are under licence and stay with your organisation. Your draft names the pack and "
                "the code."
            ),
        )

    return send(request, form, check=check, do=choose, show=show)


def _check_draft(by: Actor, version: PolicyVersion | None) -> None:
    check_can_draft(by)
    if version is None:
        raise NotAllowed(say("There is no draft. Begin a policy, or a new version of it, first."))
    check_can_edit(by, version)


def _outcome(ref: str) -> Outcome:
    outcome = outcome_with(ref)
    if outcome is None:
        raise Refused(say("Choose an outcome of your draft"), field="outcome")
    return outcome


def _page(request: HttpRequest, form: Form, *, caption: str, back: str, words: str) -> HttpResponse:
    page = {
        "form": form,
        "heading": say("Use this in your draft"),
        "caption": caption,
        "back": back,
        "button": say("Add it to the draft"),
        "words": words,
    }
    return render(request, "define/web/form_page.jinja", page)
