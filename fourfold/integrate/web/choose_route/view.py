"""The route: first which, with what each skips and why; then what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import routes
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.routes import invited_to, route_choice, route_of
from fourfold.integrate.rules.routes import GROUNDS, ROUTES, STAGE_WORDS, Ground, Route
from fourfold.integrate.web.choose_route.form import RouteForm, initial

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    wanted = request.GET.get("route", "")
    if request.method != "POST" and wanted not in set(Route):
        routes.check_can_choose_route(by, procurement)
        return render(
            request,
            "integrate/web/choose_route/which.jinja",
            {
                "procurement": procurement,
                "routes": list(ROUTES.values()),
                "stands": route_of(procurement),
                "stages": STAGE_WORDS,
            },
        )
    route = Route(wanted) if wanted in set(Route) else Route.OPEN
    choice = route_choice(procurement)
    same = choice is not None and route_of(procurement) is route
    form = RouteForm(
        request.POST or None,
        route=route,
        initial={
            **(initial(choice, invited_to(procurement)) if same else {}),
            "version": procurement.version,
        },
    )

    def do(given: Mapping[str, Any]) -> str:
        routes.choose(
            by=by,
            procurement=procurement,
            chosen=form.chosen(),
            version=given["version"],
            on=timezone.localdate(),
        )
        return reverse("procurement", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: routes.check_can_choose_route(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/choose_route/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "rule": ROUTES[route],
                "grounds": [GROUNDS[each] for each in Ground] if route is Route.DIRECT else [],
            },
        ),
    )
