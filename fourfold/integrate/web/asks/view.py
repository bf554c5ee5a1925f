"""What bidders are asked to contribute to which measures of the adopted policy, and how it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import asks
from fourfold.integrate.queries.criteria import leaves
from fourfold.integrate.queries.measures import measures_to_ask_for
from fourfold.integrate.queries.method import ask_said
from fourfold.integrate.queries.myths import myths_beside
from fourfold.integrate.queries.priorities import decided_for
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.second_thoughts import second_thoughts
from fourfold.integrate.web.asks.form import AskForm, RemoveForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    standing = list(procurement.asks.select_related("measure__outcome__priority", "criterion"))
    asked = {ask.measure_id for ask in standing}
    adopted = measures_to_ask_for(organisation=by.organisation_id)
    # Of the priorities that were chosen for this contract first, each in the order of the policy.
    chosen = {each.priority.title for each in decided_for(procurement) if each.asked}
    adopted.sort(key=lambda measure: measure.priority_title not in chosen)
    left = [measure for measure in adopted if measure.pk not in asked]
    criteria = [each for each in leaves(procurement) if each.family in asks.FAMILIES_WITH_MEASURES]
    form = AskForm(
        request.POST or None,
        # A choice that was taken meanwhile is refused in words, so it must still be one.
        measures=adopted if request.method == "POST" else left,
        criteria=criteria,
        chosen=chosen,
        initial={"version": procurement.version},
    )

    def do(given: Mapping[str, Any]) -> str:
        ask = asks.add(
            by=by,
            procurement=procurement,
            measure=given["measure"],
            criterion=given["criterion"],
            guidance=given["guidance"],
            sensible_most=given["sensible_most"],
            version=given["version"],
            contribution=form.contribution(),
        )
        return reverse("choose_asks", kwargs={"ref": ref}) + f"#{ask.ref}"

    return send(
        request,
        form,
        check=lambda: asks.check_can_ask(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/asks/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "asks": standing,
                "adopted": adopted,
                "left": left,
                "has_criteria": bool(criteria),
                "said": {ask.pk: ask_said(ask) for ask in standing},
                "second_thoughts": second_thoughts(standing, chosen=sorted(chosen)),
                "myths": myths_beside("measures"),
            },
        ),
    )


@require_POST
@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    form = RemoveForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        asks.remove(by=by, procurement=procurement, ask=given["ask"], version=given["version"])
        messages.success(request, say("The measure is no longer asked for."))
    return redirect("choose_asks", ref=ref)
