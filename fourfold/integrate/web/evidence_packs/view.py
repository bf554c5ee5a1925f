"""The evidence of a procedure as a signed archive: asked for, and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import OnceField
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import evidence_packs
from fourfold.integrate.exchange.evidence_pack.key import public_key
from fourfold.integrate.queries.evidence_packs import packs_of
from fourfold.integrate.queries.procurements import procurement_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


class PackForm(forms.Form):
    once = OnceField()


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    # With nothing in it but what the browser is given, it may come empty.
    form = PackForm(request.POST if request.method == "POST" else None)

    def do(_: Mapping[str, Any]) -> str:
        job = evidence_packs.ask_for_pack(by=by, procurement=procurement, at=timezone.now())
        return reverse("job", kwargs={"ref": job.ref})

    def show() -> HttpResponse:
        return render(
            request,
            "integrate/web/evidence_packs/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "packs": packs_of(procurement),
                "key": public_key(),
                "cannot_pack": reason_against(lambda: evidence_packs.check_can_pack(by, procurement)),
            },
        )

    if request.method != "POST":
        return show()
    return send(request, form, check=lambda: evidence_packs.check_can_pack(by, procurement), do=do, show=show)
