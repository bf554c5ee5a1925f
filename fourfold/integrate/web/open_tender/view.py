"""Openers and closing time, then everything once more before the tender opens: from then on nothing in it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once
from fourfold.integrate.actions import tender
from fourfold.integrate.queries.procurements import (
    people_who_may_open,
    procurement_of,
    procurement_page,
    who_can_open,
)
from fourfold.integrate.web.open_tender.form import OpenersForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """Two steps at one address: the form, then the check with the same answers hidden in it."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    people = people_who_may_open(organisation=by.organisation_id, on=timezone.localdate())
    ready = who_can_open(people)
    form = OpenersForm(request.POST or None, people=[person for person in people if ready[person.pk]])
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
    tender.check_can_open_for_bids(by, procurement)
    now = timezone.now()
    if form.is_bound and "change" not in request.POST and form.is_valid():
        chosen = [person for person in people if person.ref in form.cleaned_data["openers"]]
        closes_at = form.bids_close_at
        try:
            tender.check_openers_and_deadline(
                procurement=procurement,
                openers=chosen,
                bids_close_at=closes_at,
                at=now,
            )
            if "open" in request.POST:
                with send_once(request, form) as sent:
                    tender.open_for_bids(
                        by=by,
                        procurement=procurement,
                        openers=chosen,
                        bids_close_at=closes_at,
                        at=now,
                    )
                    sent.result = reverse("procurement", kwargs={"ref": ref})
                return redirect(sent.result)
        except Refused as refusal:
            form.add_error(
                {"bids_close_at": "closes_on"}.get(refusal.field, refusal.field) or None, str(refusal)
            )
        else:
            shown = procurement_page(procurement, at=now)
            return render(
                request,
                "integrate/web/open_tender/check.jinja",
                {
                    "form": form,
                    "typed": [
                        (name, value)
                        for name in OpenersForm.base_fields
                        for value in request.POST.getlist(name)
                    ],
                    "procurement": procurement,
                    "shown": shown,
                    "gate": shown.gate,
                    "openers": chosen,
                    "closes_at": closes_at,
                },
            )
    return render(
        request,
        "integrate/web/open_tender/page.jinja",
        {
            "form": form,
            "procurement": procurement,
            "able": sum(ready.values()),
            "not_able": [person.name for person in people if not ready[person.pk]],
        },
        status=422 if form.errors else 200,
    )
