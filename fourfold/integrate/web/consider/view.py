"""The record of what was weighed before the procurement; without it a tender cannot open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import conflicts
from fourfold.integrate.actions import consideration
from fourfold.integrate.queries.procurements import consideration_of, procurement_of
from fourfold.integrate.web.consider.form import ConsiderForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.models import Consideration


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    consideration.check_can_consider(by, procurement)
    standing = consideration_of(procurement)
    initial = {} if standing is None else {**_standing(standing), "version": standing.version}
    form = ConsiderForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            consideration.record(
                by=by,
                procurement=procurement,
                considered=form.considered(),
                on=timezone.localdate(),
                version=form.cleaned_data["version"],
            )
        except ChangedMeanwhile:
            now = found(consideration_of(procurement))
            return render(
                request,
                "integrate/web/start_procurement/conflict.jinja",
                {"rows": conflicts(form, _standing(now)), "procurement": now},
                status=409,
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect("procurement", ref=ref)
    return render(
        request,
        "integrate/web/consider/page.jinja",
        {"form": form, "procurement": procurement},
        status=422 if form.errors else 200,
    )


def _standing(record: Consideration) -> dict[str, Any]:
    return {name: getattr(record, name) for name in ConsiderForm.base_fields if name != "version"}
