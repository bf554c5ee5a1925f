from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once
from fourfold.integrate.actions import opening
from fourfold.integrate.models import OpenersShare, Procurement
from fourfold.integrate.queries.bids import bids_received
from fourfold.integrate.web.open_bids.form import OpenForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """Who opens, who has come, and this opener's part."""
    by = actor_of(request)
    procurement = found(Procurement.objects.filter(ref=ref, owner_id=by.organisation_id).first())
    now = timezone.now()
    form = OpenForm(request.POST or None)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        opening.check_can_open(by, procurement, at=now)
        if form.is_valid():
            try:
                with send_once(request, form) as sent:
                    opening.open_bids(by=by, procurement=procurement, passphrase=form.cleaned_data["passphrase"], at=now)
                    sent.result = reverse("open_bids", kwargs={"ref": ref})
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    cannot = ""
    try:
        opening.check_can_open(by, procurement, at=now)
    except NotAllowed as refusal:
        cannot = str(refusal)
    return render(
        request,
        "integrate/web/open_bids/page.jinja",
        {
            "form": form,
            "procurement": procurement,
            "openers": OpenersShare.objects.filter(opening_key__procurement=procurement)
            .select_related("person")
            .order_by("position"),
            "received": bids_received(procurement),
            "cannot": cannot,
        },
        status=422 if form.errors else 200,
    )
