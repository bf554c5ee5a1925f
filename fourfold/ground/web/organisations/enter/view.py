"""Enter an organisation that is in no list: first it is looked for, so that a council is picked and not typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations import queries
from fourfold.ground.people.actions.organisations import check_can_enter_organisation
from fourfold.ground.people.actions.organisations import enter_organisation as enter
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.organisations.enter.form import EnterForm, NameForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.organisations.tables import Organisation

PAGE = "ground/web/organisations/enter/page.jinja"


@require_http_methods(["GET", "POST"])
@signed_in
def enter_organisation(request: HttpRequest) -> HttpResponse:
    """Name, then the likely ones with "none of these", then the rest. Each step is an address of its own."""
    by = actor_of(request)
    check_can_enter_organisation(by)
    if request.method == "POST":
        return _entered(request)
    name = NameForm(request.GET if "name" in request.GET else None)
    if not name.is_bound or not name.is_valid():
        return render(request, PAGE, {"step": "name", "form": name})
    typed = name.cleaned_data["name"]
    likely = queries.find(typed, timezone.localdate(), limit=8)
    if likely and "none-of-these" not in request.GET:
        return render(request, PAGE, {"step": "likely", "name": typed, "likely": likely})
    return render(request, PAGE, {"step": "details", "form": EnterForm(initial={"name": typed}), "same": ()})


def _entered(request: HttpRequest) -> HttpResponse:
    form = EnterForm(request.POST)
    same: tuple[Organisation, ...] = ()
    if form.is_valid():
        values = form.cleaned_data
        match = queries.match_name(values["name"])
        same = (match.organisation,) if match.organisation else match.candidates
        if same and not values["different"]:
            form.add_error(
                "different",
                say(
                    "There is an organisation called {name} already. Use that one, or say that yours is different",
                    name=same[0].name,
                ),
            )
        else:
            try:
                entered = enter(
                    by=actor_of(request),
                    name=values["name"],
                    sector=values["sector"],
                    nation=values["nation"],
                    size_band=values["size_band"],
                    scheme=values["scheme"],
                    code=values["code"],
                )
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                messages.success(
                    request, say("{name} is now in the list of organisations.", name=entered.name)
                )
                return HttpResponseRedirect(reverse("organisation", kwargs={"ref": entered.ref}))
    return render(request, PAGE, {"step": "details", "form": form, "same": same}, status=422)
