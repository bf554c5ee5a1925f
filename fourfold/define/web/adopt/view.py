from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fourfold.define.actions import policies
from fourfold.define.queries.policies import cascade, version_numbered
from fourfold.define.web.adopt.form import AdoptForm
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """An approver, who did not draft it, adopts a version; from then on it is public and never changes."""
    by = actor_of(request)
    version = found(version_numbered(policy_ref=ref, number=number))
    today = timezone.localdate()
    form = AdoptForm(request.POST or None, initial={"on": today})
    form.fields["on"].latest = today
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
    policies.check_can_adopt(by, version)
    if request.method == "POST" and form.is_valid():
        try:
            with send_once(request, form) as sent:
                policies.adopt(by=by, version=version, body=form.cleaned_data["body"], on=form.cleaned_data["on"])
                sent.result = reverse("policy_version", kwargs={"ref": ref, "number": number})
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "The policy is adopted. Anyone can read it now.")
            return redirect(sent.result)
    return render(
        request,
        "define/web/adopt/page.jinja",
        {"form": form, "version": version, "cascade": cascade(version)},
        status=422 if form.errors else 200,
    )
