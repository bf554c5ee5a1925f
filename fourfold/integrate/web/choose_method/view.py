"""How bids are put in order: price formula, scale, ties; with the method as bidders will read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import method
from fourfold.integrate.queries.method import method_of, published_method
from fourfold.integrate.queries.myths import myths_beside
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.rules.price_formulas import FORMULA_NAMES, FORMULA_WORDS
from fourfold.integrate.web.choose_method.form import MethodForm, initial_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    initial = {**initial_of(method_of(procurement)), "version": procurement.version}
    form = MethodForm(request.POST or None, initial=initial)

    def do(given: Mapping[str, Any]) -> str:
        method.choose_method(
            by=by,
            procurement=procurement,
            formula=given["formula"],
            tie=given["tie"],
            scale=form.scale(),
            version=given["version"],
        )
        return reverse("choose_method", kwargs={"ref": ref}) + "#method"

    return send(
        request,
        form,
        check=lambda: method.check_can_choose_method(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/choose_method/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "document": published_method(procurement),
                "formulas": [(FORMULA_NAMES[each], FORMULA_WORDS[each]) for each in FORMULA_NAMES],
                "scale": [form[name] for name in form.fields if name.startswith("scale_")],
                "myths": myths_beside("price"),
            },
        ),
    )
