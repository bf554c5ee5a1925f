"""For which service of the buyer something is bought: its champion is told of it, and the policy may ask it for more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.define.queries.leadership import services_of
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import OnceField
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import procurement_service
from fourfold.integrate.queries.priorities import service_of
from fourfold.integrate.queries.procurements import procurement_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

NONE = "none"


class ServiceForm(forms.Form):
    once = OnceField()

    def __init__(self, *args: Any, services: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"] = forms.ChoiceField(
            label=say("For which of your services is it bought?"),
            choices=[*services, (NONE, say("For none of them, or for several"))],
            widget=forms.RadioSelect,
            error_messages={
                "required": say("Choose one of your services"),
                "invalid_choice": say("Choose one of your services"),
            },
        )


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    standing = service_of(procurement)
    services = [(each.ref, each.name) for each in services_of(by.organisation_id, on=timezone.localdate())]
    if standing is not None and standing.service.ref not in dict(services):
        # One that was closed since: it stays until another is chosen.
        services.append((standing.service.ref, standing.service.name))
    form = ServiceForm(
        request.POST or None,
        services=services,
        initial={"service": NONE if standing is None else standing.service.ref},
    )

    def do(given: Mapping[str, Any]) -> str:
        chosen = given["service"]
        procurement_service.for_service(
            by=by, procurement=procurement, service="" if chosen == NONE else chosen
        )
        return reverse("procurement", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: procurement_service.check_can_say(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/for_service/page.jinja",
            {"form": form, "procurement": procurement, "services": services},
        ),
    )
