from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once
from fourfold.partner.actions import confirmations
from fourfold.partner.queries.deliveries import delivery_page
from fourfold.partner.web.resolve_dispute.form import ResolveForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """The contract manager closes a dispute with what was found."""
    by = actor_of(request)
    page = found(delivery_page(ref))
    confirmation = page.confirmation
    if confirmation is None:
        raise Http404
    form = ResolveForm(request.POST or None)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
    confirmations.check_can_resolve(by, confirmation)
    if request.method == "POST" and form.is_valid():
        try:
            with send_once(request, form) as sent:
                confirmations.resolve(by=by, confirmation=confirmation, resolution=form.cleaned_data["resolution"])
                sent.result = reverse("delivery", kwargs={"ref": ref})
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect(sent.result)
    return render(
        request,
        "partner/web/resolve_dispute/page.jinja",
        {"form": form, "page": page, "delivery": page.delivery},
        status=422 if form.errors else 200,
    )
