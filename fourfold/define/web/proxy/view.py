from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse

from fourfold.define.actions import proxies
from fourfold.define.models import Measure
from fourfold.define.web.proxy.form import ProxyForm
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """Sets the value of one of a measure, with its source; the one before is superseded and kept."""
    by = actor_of(request)
    measure = found(Measure.objects.filter(ref=ref).first())
    proxies.check_can_record(by, measure)
    form = ProxyForm(request.POST or None)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            given = form.cleaned_data
            try:
                with send_once(request, form) as sent:
                    proxies.record(
                        by=by,
                        measure=measure,
                        title=given["title"],
                        value=given["value"].amount,
                        low=None if given["low"] is None else given["low"].amount,
                        high=None if given["high"] is None else given["high"].amount,
                        ledger=given["ledger"],
                        price_year=given["price_year"],
                        source=proxies.ProxySource(
                            title=given["source_title"],
                            publisher=given["source_publisher"],
                            href=given["source_href"],
                            licence=given["licence"],
                            grade=given["source_grade"],
                            read_on=given["read_on"],
                        ),
                    )
                    sent.result = reverse("measure_page", kwargs={"ref": ref}) + "#proxy"
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    return render(
        request,
        "define/web/proxy/page.jinja",
        {"form": form, "measure": measure},
        status=422 if form.errors else 200,
    )
