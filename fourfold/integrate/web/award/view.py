from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once
from fourfold.integrate.actions import award
from fourfold.integrate.models import OpenedBid, Procurement
from fourfold.integrate.queries.ranking import ranked_bids
from fourfold.integrate.web.award.form import ProposeForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@signed_in
def propose(request: HttpRequest, ref: str) -> HttpResponse:
    """The commissioner proposes whom to award to, on the ranking as it stands."""
    by = actor_of(request)
    procurement = found(Procurement.objects.filter(ref=ref, owner_id=by.organisation_id).first())
    ranking = ranked_bids(procurement)
    form = ProposeForm(request.POST or None, ranking=ranking)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
    award.check_can_propose(by, procurement)
    if request.method == "POST" and form.is_valid():
        chosen = found(OpenedBid.objects.filter(ref=form.cleaned_data["bid"], procurement=procurement).first())
        try:
            with send_once(request, form) as sent:
                award.propose(by=by, opened_bid=chosen, reason=form.cleaned_data["reason"])
                sent.result = reverse("evaluate", kwargs={"ref": ref})
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect(sent.result)
    return render(
        request,
        "integrate/web/award/page.jinja",
        {"form": form, "procurement": procurement},
        status=422 if form.errors else 200,
    )


@require_POST
@signed_in
def approve(request: HttpRequest, ref: str) -> HttpResponse:
    """Somebody else approves the proposed award."""
    by = actor_of(request)
    procurement = found(Procurement.objects.filter(ref=ref, owner_id=by.organisation_id).first())
    proposed = found(award.standing_award(procurement))
    if proposed.approved_by_id is None:
        award.approve(by=by, award=proposed, on=timezone.localdate())
    return redirect("evaluate", ref=ref)
