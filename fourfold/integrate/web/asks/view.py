"""Which measures of the adopted policy bidders are asked to promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once
from fourfold.integrate.actions import asks
from fourfold.integrate.queries.measures import measures_to_ask_for
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.web.asks.form import AskForm, RemoveForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    asks.check_can_ask(by, procurement)
    standing = list(procurement.asks.select_related("measure", "criterion"))
    asked = {ask.measure_id for ask in standing}
    adopted = measures_to_ask_for(organisation=by.organisation_id)
    form = AskForm(
        request.POST or None,
        measures=[measure for measure in adopted if measure.pk not in asked or request.method == "POST"],
        criteria=list(procurement.criteria.filter(family__in=asks.FAMILIES_WITH_MEASURES)),
        initial={"version": procurement.version},
    )
    crossed = False
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            given = form.cleaned_data
            try:
                with send_once(request, form) as sent:
                    ask = asks.add(
                        by=by,
                        procurement=procurement,
                        measure=given["measure"],
                        criterion=given["criterion"],
                        guidance=given["guidance"],
                        sensible_most=given["sensible_most"],
                        version=given["version"],
                    )
                    sent.result = reverse("choose_asks", kwargs={"ref": ref}) + f"#{ask.ref}"
            except ChangedMeanwhile as crossing:
                crossed = True
                form.data = {**request.POST.dict(), "version": str(getattr(crossing.current, "version", ""))}
                standing = list(procurement.asks.select_related("measure", "criterion"))
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    return render(
        request,
        "integrate/web/asks/page.jinja",
        {
            "form": form,
            "procurement": procurement,
            "asks": standing,
            "adopted": adopted,
            "left": [measure for measure in adopted if measure.pk not in asked],
            "has_criteria": bool(form.fields["criterion"].choices),  # type: ignore[attr-defined]
            "crossed": crossed,
        },
        status=409 if crossed else 422 if form.errors else 200,
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
        messages.success(request, "The measure is no longer asked for.")
    return redirect("choose_asks", ref=ref)
