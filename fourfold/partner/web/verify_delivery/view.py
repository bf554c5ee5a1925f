from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once
from fourfold.partner.actions import verifications
from fourfold.partner.queries.deliveries import delivery_page
from fourfold.partner.web.verify_delivery.form import RETURN, VERIFY, JudgeForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# A refusal names the action's parameter; the form's field is called the same.


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """The contract manager decides on one delivery."""
    by = actor_of(request)
    page = found(delivery_page(ref))
    delivery = page.delivery
    form = JudgeForm(request.POST or None, unit=delivery.measure.unit)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
    verifications.check_can_judge(by, delivery)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            with send_once(request, form) as sent:
                if given["decision"] == VERIFY:
                    verifications.verify(
                        by=by,
                        delivery=delivery,
                        quantity=given["quantity"].number,
                        on_evidence=given["on_evidence"],
                        on=timezone.localdate(),
                    )
                elif given["decision"] == RETURN:
                    verifications.send_back(by=by, delivery=delivery, because=given["because"])
                else:
                    verifications.reject(by=by, delivery=delivery, because=given["because"])
                sent.result = reverse("delivery", kwargs={"ref": ref})
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect(sent.result)
    return render(
        request,
        "partner/web/verify_delivery/page.jinja",
        {"form": form, "page": page, "delivery": delivery},
        status=422 if form.errors else 200,
    )
