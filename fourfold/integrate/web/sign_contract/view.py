from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.people.queries import people_with_role
from fourfold.ground.people.tables import Role
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import contracts
from fourfold.integrate.actions.award import standing_award
from fourfold.integrate.queries.bids import promised, promised_in_words
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.web.sign_contract.form import SignForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """Records the signed contract; what the winner offered becomes its commitments."""
    by = actor_of(request)
    today = timezone.localdate()
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    award = found(standing_award(procurement))
    managers = people_with_role(organisation=by.organisation_id, role=Role.CONTRACT_MANAGER, on=today)
    form = SignForm(
        request.POST or None,
        managers=managers,
        initial={"starts_on": procurement.starts_on, "ends_on": procurement.ends_on},
    )

    def do(given: Mapping[str, Any]) -> str:
        contract = contracts.sign(
            by=by,
            award=award,
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            manager=managers.get(ref=given["manager"]),
            on=today,
            clause=given["clause"],
        )
        return reverse("contract", kwargs={"ref": contract.ref})

    return send(
        request,
        form,
        check=lambda: contracts.check_can_sign(by, award, on=today),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/sign_contract/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "award": award,
                "offers": promised(award.opened_bid),
                "in_words": promised_in_words(award.opened_bid),
            },
        ),
    )
