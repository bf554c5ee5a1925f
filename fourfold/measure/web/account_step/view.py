from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.people.changes import ChangedMeanwhile
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.measure.queries.accounts import account_numbered, account_page
from fourfold.measure.web.account_step.form import StepForm
from fourfold.measure.web.account_step.steps import step_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str, step: str) -> HttpResponse:
    """Says what a step does with the account and, once the button is pressed, takes it."""
    by = actor_of(request)
    account = found(account_numbered(ref))
    taken = found(step_named(step))
    form = StepForm(request.POST if request.method == "POST" else None, initial={"version": account.version})
    address = reverse("account", kwargs={"ref": ref})

    def do(given: Mapping[str, Any]) -> str:
        if given["version"] not in {None, account.version}:
            raise ChangedMeanwhile(account)
        taken.take(by, account, timezone.localtime())
        messages.success(request, taken.done)
        return address

    return send(
        request,
        form,
        check=lambda: taken.check(by, account),
        do=do,
        show=lambda: render(
            request,
            "measure/web/account_step/page.jinja",
            {"form": form, "step": taken, "account": account, "page": account_page(account), "back": address},
        ),
    )
