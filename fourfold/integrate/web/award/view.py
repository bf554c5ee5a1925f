from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import award
from fourfold.integrate.queries.bids import opened_bid_of
from fourfold.integrate.queries.elsewhere import is_elsewhere
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.ranking import ranked_bids
from fourfold.integrate.web.award.form import ProposeForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def propose(request: HttpRequest, ref: str) -> HttpResponse:
    """The commissioner proposes whom to award to, on the ranking as it stands."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    ranking = ranked_bids(procurement)
    form = ProposeForm(request.POST or None, ranking=ranking)

    def do(given: Mapping[str, Any]) -> str:
        chosen = found(opened_bid_of(procurement, given["bid"]))
        award.propose(by=by, opened_bid=chosen, reason=given["reason"])
        return reverse("evaluate", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: award.check_can_propose(by, procurement),
        do=do,
        show=lambda: render(
            request, "integrate/web/award/page.jinja", {"form": form, "procurement": procurement}
        ),
    )


@require_POST
@signed_in
def approve(request: HttpRequest, ref: str) -> HttpResponse:
    """Somebody else approves the proposed award."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    proposed = found(award.standing_award(procurement))
    if proposed.approved_by_id is None:
        award.approve(by=by, award=proposed, on=timezone.localdate())
    return redirect("elsewhere" if is_elsewhere(procurement) else "evaluate", ref=ref)
