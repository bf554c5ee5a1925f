from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import people_with_role
from fourfold.ground.people.tables import Role
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once
from fourfold.integrate.actions import contracts
from fourfold.integrate.actions.award import standing_award
from fourfold.integrate.models import Offer, Procurement
from fourfold.integrate.web.sign_contract.form import SignForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """Records the signed contract; what the winner offered becomes its commitments."""
    by = actor_of(request)
    today = timezone.localdate()
    procurement = found(Procurement.objects.filter(ref=ref, owner_id=by.organisation_id).first())
    award = found(standing_award(procurement))
    managers = people_with_role(organisation=by.organisation_id, role=Role.CONTRACT_MANAGER, on=today)
    form = SignForm(
        request.POST or None,
        managers=managers,
        initial={"starts_on": procurement.starts_on, "ends_on": procurement.ends_on},
    )
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
    contracts.check_can_sign(by, award)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            with send_once(request, form) as sent:
                contract = contracts.sign(
                    by=by,
                    award=award,
                    starts_on=given["starts_on"],
                    ends_on=given["ends_on"],
                    manager=managers.get(ref=given["manager"]),
                    on=today,
                )
                sent.result = reverse("contract", kwargs={"ref": contract.ref})
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect(sent.result)
    return render(
        request,
        "integrate/web/sign_contract/page.jinja",
        {
            "form": form,
            "procurement": procurement,
            "award": award,
            "offers": Offer.objects.filter(opened_bid=award.opened_bid, quantity__gt=0).select_related("ask__measure"),
        },
        status=422 if form.errors else 200,
    )
