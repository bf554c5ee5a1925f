from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once
from fourfold.partner.actions import confirmations
from fourfold.partner.queries.deliveries import delivery_page
from fourfold.partner.web.answer_delivery.form import YES, AnswerForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """The organisation that received a delivery says so, or says what is not right."""
    by = actor_of(request)
    today = timezone.localdate()
    page = found(delivery_page(ref))
    delivery, confirmation = page.delivery, page.confirmation
    if confirmation is None:
        raise Http404
    form = AnswerForm(request.POST or None, unit=delivery.measure.unit)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
    confirmations.check_can_answer(by, confirmation, on=today)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            with send_once(request, form) as sent:
                if given["answer"] == YES:
                    confirmations.confirm(
                        by=by, confirmation=confirmation, quantity=delivery.quantity, words=given["words"], on=today,
                    )
                else:
                    confirmations.dispute(
                        by=by,
                        confirmation=confirmation,
                        quantity=given["quantity"].number,
                        words=given["words"],
                        in_confidence=given["in_confidence"],
                        on=today,
                        at=timezone.now(),
                    )
                sent.result = reverse("delivery", kwargs={"ref": ref})
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect(sent.result)
    return render(
        request,
        "partner/web/answer_delivery/page.jinja",
        {"form": form, "page": page, "delivery": delivery},
        status=422 if form.errors else 200,
    )
