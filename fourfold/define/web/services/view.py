"""The services of the organisation: listed, added, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.define.actions import services
from fourfold.define.queries.leadership import service_with, services_of
from fourfold.define.web.sure import SureForm
from fourfold.define.web.task_page import task
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import OnceField
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


class ServiceForm(forms.Form):
    once = OnceField()
    name = forms.CharField(
        label=say("Add a service"),
        max_length=120,
        help_text=say("For example “Housing repairs” or “Adult social care”."),
        error_messages={"required": say("Enter the name of the service")},
    )


@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    today = timezone.localdate()
    form = ServiceForm(request.POST if request.method == "POST" else None)
    cannot = reason_against(lambda: services.check_can_change(by))

    def do(given: Mapping[str, Any]) -> str:
        added = services.add(by=by, name=given["name"])
        messages.success(request, say("“{name}” was added.", name=added.name))
        return reverse("services")

    def show() -> HttpResponse:
        page = page_of(request, services_of(by.organisation_id, on=today))
        return render(
            request,
            "define/web/services/page.jinja",
            {"form": form, "page": page, "cannot": cannot},
        )

    if request.method != "POST":
        return show()
    return send(request, form, check=lambda: services.check_can_change(by), do=do, show=show)


@signed_in
def close(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    service = found(service_with(owner=by.organisation_id, ref=ref))
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": service.version})

    def do(given: Mapping[str, Any]) -> str:
        services.close(by=by, service=service, seen=given["version"] or 0, on=timezone.localdate())
        messages.success(request, say("“{name}” is closed.", name=service.name))
        return reverse("services")

    return task(
        request,
        form,
        check=lambda: services.check_can_change(by),
        do=do,
        heading=say("Close “{name}”?", name=service.name),
        caption=say("Services"),
        back=reverse("services"),
        button=say("Close this service"),
        words=say("From tomorrow nothing offers it any more. What was said of it stays."),
        kind="warning",
    )
