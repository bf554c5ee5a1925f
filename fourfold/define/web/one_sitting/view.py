"""A policy in one sitting: seven questions, one a page, kept as they are answered; then the answers to check, and a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions import one_sitting, policies
from fourfold.define.exchange.ready_policies import ready_set
from fourfold.define.queries.sittings import answers_of
from fourfold.define.rules.one_sitting import Answers, compose
from fourfold.define.web.one_sitting.form import STEPS, Step
from fourfold.define.web.sure import SureForm
from fourfold.define.web.write_policy.form import CYCLE_WORDS
from fourfold.define.web.write_policy.view import tasks_address
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation, SizeBand
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.rules.one_sitting import WholePolicy
    from fourfold.ground.people.actor import Actor

# What each step must have given before the next makes sense; the others may be left empty.
_NEEDED: Final = {
    "title": ("title", "size_band"),
    "themes": ("themes",),
    "needs": ("needs",),
    "doing": ("doing",),
    "lead": ("post",),
    "adoption": ("body",),
    "review": ("review_years",),
}
_ORDER: Final = tuple(STEPS)


@require_safe
@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """What is known already, what will be asked, and where one left off."""
    by = actor_of(request)
    policies.check_can_start(by)
    given = _given(by)
    missing = _missing(given)
    organisation = Organisation.objects.get(pk=by.organisation_id)
    return render(
        request,
        "define/web/one_sitting/start.jinja",
        {
            "organisation": organisation,
            "size": organisation.get_size_band_display(),
            "begun": "title" in given,
            "next": missing or "check",
            "left": len(_ORDER) - (_ORDER.index(missing) if missing else len(_ORDER)),
        },
    )


@signed_in
def step(request: HttpRequest, step: str) -> HttpResponse:
    """One question. Each answer is kept at once; changing one from the last page leads back there."""
    by = actor_of(request)
    policies.check_can_start(by)
    if step not in STEPS:
        raise Http404
    given = _given(by)
    missing = _missing(given)
    if missing and _ORDER.index(missing) < _ORDER.index(step):
        # A question whose answer depends on one that was not given yet.
        return redirect("one_sitting_step", step=missing)
    form = _form(request, step, given, by)

    def keep(_: Mapping[str, Any]) -> str:
        one_sitting.keep(by=by, answers=form.answers(), at=timezone.now())
        after = _missing(_given(by))
        return (
            reverse("check_one_sitting")
            if after == ""
            else reverse("one_sitting_step", kwargs={"step": after})
        )

    def show() -> HttpResponse:
        number = _ORDER.index(step)
        page = {
            "form": form,
            "number": number + 1,
            "of": len(_ORDER),
            "back": reverse("one_sitting_step", kwargs={"step": _ORDER[number - 1]})
            if number
            else reverse("one_sitting"),
        }
        return render(request, "define/web/one_sitting/step.jinja", page)

    return send(request, form, check=lambda: policies.check_can_start(by), do=keep, show=show)


@signed_in
def check(request: HttpRequest) -> HttpResponse:
    """The answers, each with a way to change it, and the draft that they give."""
    by = actor_of(request)
    form = SureForm(request.POST if request.method == "POST" else None)

    def make(_: Mapping[str, Any]) -> str:
        version = one_sitting.make_draft(by=by, policy=_composed(by))
        messages.success(
            request,
            say("Your draft is whole. Read it, change what you like, then put it out for comment."),
        )
        return tasks_address(version)

    def show() -> HttpResponse:
        given = _given(by)
        missing = _missing(given)
        if missing:
            return redirect("one_sitting_step", step=missing)
        return render(
            request,
            "define/web/one_sitting/check.jinja",
            {"form": form, "given": given, "rows": _rows(given), "policy": _composed(by)},
        )

    return send(request, form, check=lambda: policies.check_can_start(by), do=make, show=show)


def _given(by: Actor) -> dict[str, Any]:
    """The answers so far, with the size of the organisation where the directory knows it."""
    given = answers_of(owner=by.organisation_id, person=by.person_id)
    band = Organisation.objects.get(pk=by.organisation_id).size_band
    return given if band == SizeBand.NOT_KNOWN else {**given, "size_band": band, "known_size": True}


def _missing(given: Mapping[str, Any]) -> str:
    """The first step that was not answered yet, or an empty text."""
    return next((name for name, keys in _NEEDED.items() if any(key not in given for key in keys)), "")


def _form(request: HttpRequest, name: str, given: Mapping[str, Any], by: Actor) -> Step:
    initial = dict(given)
    initial.setdefault("title", say("Social value policy of {name}", name=by.organisation_name)[:200])
    return STEPS[name](request.POST if request.method == "POST" else None, initial=initial, given=given)


def _composed(by: Actor) -> WholePolicy:
    given = _given(by)
    if _missing(given):
        raise Http404
    themes = tuple(key for key in given["themes"] if ready_set().theme(key))
    answers = Answers(
        title=given["title"],
        size_band=given["size_band"],
        themes=themes,
        needs={key: given["needs"].get(key, "") for key in themes},
        doing=given["doing"],
        post=given["post"],
        body=given["body"],
        review_years=given["review_years"],
    )
    return compose(
        ready_set(),
        answers,
        name=by.organisation_name,
        doing_words=say("What we do already:"),
        on=timezone.localdate(),
    )


def _rows(given: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Question, answer, and the step that asks it."""
    chosen = [theme for key in given["themes"] if (theme := ready_set().theme(key))]
    nothing = say("Nothing yet")
    return [
        (say("What it is called"), given["title"], "title"),
        (
            say("How large you are"),
            SizeBand(given["size_band"]).label,
            "" if given.get("known_size") else "title",
        ),
        *(
            (
                say("Priority {number}", number=number),
                theme.title,
                "themes",
            )
            for number, theme in enumerate(chosen, start=1)
        ),
        *(
            (
                say("Why “{title}” matters here", title=theme.title),
                given["needs"].get(theme.key) or nothing,
                "needs",
            )
            for theme in chosen
        ),
        (say("What you do already"), given["doing"] or nothing, "doing"),
        (say("Who leads"), given["post"], "lead"),
        (say("Who adopts it"), given["body"], "adoption"),
        (say("How often it is reviewed"), CYCLE_WORDS[given["review_years"]], "review"),
    ]
