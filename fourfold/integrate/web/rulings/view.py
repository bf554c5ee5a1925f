"""The law is asked about a procurement; what it answered is read again, with what differs from the time before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.define.rules.law.facts import FactRefused
from fourfold.define.rules.law.typed_facts import read_day
from fourfold.define.web.law_words import (
    ANSWERS,
    FACT_NAMES,
    fact_in_words,
    facts_in_words,
    in_groups,
    last_checked,
)
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import rulings
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.rulings import (
    begins_with,
    latest_ruling,
    ruling_of,
    what_differs,
    what_to_record,
)
from fourfold.integrate.web.rulings.form import AskTheLawForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    latest = latest_ruling(procurement)
    begun = {**begins_with(procurement, latest), "on": _day_asked_for(request)}
    form = AskTheLawForm(request.POST or None, initial=begun)

    def do(_given: Mapping[str, Any]) -> str:
        stored = rulings.ask_the_law(
            by=by, procurement=procurement, facts=form.facts, on=timezone.localdate()
        )
        return reverse("stored_ruling", kwargs={"ref": ref, "number": stored.number})

    return send(
        request,
        form,
        check=lambda: rulings.check_can_ask_the_law(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/rulings/ask.jinja",
            {"form": form, "procurement": procurement, "latest": latest},
        ),
    )


@require_GET
@signed_in
def show(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    ruling = found(ruling_of(procurement, number))
    earlier = ruling_of(procurement, number - 1)
    today = timezone.localdate()
    return render(
        request,
        "integrate/web/rulings/show.jinja",
        {
            "procurement": procurement,
            "ruling": ruling,
            "earlier": earlier,
            "differs": None if earlier is None else what_differs(ruling, earlier),
            "later": ruling_of(procurement, number + 1),
            "facts": facts_in_words(ruling.said.facts),
            "fact_names": FACT_NAMES,
            "in_words": fact_in_words,
            "answer_words": {answer: words for answer, (words, _) in ANSWERS.items()},
            "to_record": what_to_record(ruling, today=today),
            "today": today,
            "last_checked": last_checked(ruling.said.rulings),
            "history": history_of(ruling.row),
            "cannot_ask": reason_against(lambda: rulings.check_can_ask_the_law(by, procurement)),
            **in_groups(ruling.said.rulings),
        },
    )


def _day_asked_for(request: HttpRequest) -> date:
    """Today, or the day that a link names: the last for which the rules were read."""
    try:
        return read_day(request.GET.get("on", ""))
    except FactRefused:
        return timezone.localdate()
