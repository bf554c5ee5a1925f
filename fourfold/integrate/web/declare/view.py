from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once
from fourfold.integrate.actions import evaluation
from fourfold.integrate.models import Procurement
from fourfold.integrate.web.declare.form import YES, DeclareForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """Everyone with influence says whether they have an interest, before they see a bid."""
    by = actor_of(request)
    procurement = found(Procurement.objects.filter(ref=ref, owner_id=by.organisation_id).first())
    evaluation.check_can_declare(by, procurement)
    form = DeclareForm(request.POST or None)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            try:
                with send_once(request, form) as sent:
                    evaluation.declare_interest(
                        by=by,
                        procurement=procurement,
                        has_interest=form.cleaned_data["has_interest"] == YES,
                        detail=form.cleaned_data["detail"],
                        on=timezone.localdate(),
                    )
                    sent.result = reverse("evaluate", kwargs={"ref": ref})
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    return render(
        request,
        "integrate/web/declare/page.jinja",
        {"form": form, "procurement": procurement},
        status=422 if form.errors else 200,
    )
