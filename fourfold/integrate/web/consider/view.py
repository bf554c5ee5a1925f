"""The record of what was weighed before the procurement; without it a tender cannot open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import consideration
from fourfold.integrate.queries.consultations import who_was_asked
from fourfold.integrate.queries.gate import gate_of, versions_of
from fourfold.integrate.queries.procurements import consideration_of, procurement_of
from fourfold.integrate.web.consider.form import ConsiderForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.models import Consideration


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    standing = consideration_of(procurement)
    asked = who_was_asked(procurement, on=timezone.localdate())
    initial: dict[str, Any] = {"consulted": True, "consulted_whom": asked} if asked else {}
    if standing is not None:
        initial = {**_standing(standing), "version": standing.version}
    form = ConsiderForm(request.POST or None, initial=initial)

    def do(given: Mapping[str, Any]) -> str:
        consideration.record(
            by=by,
            procurement=procurement,
            considered=form.considered(),
            on=timezone.localdate(),
            version=given["version"],
        )
        return reverse("procurement", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: consideration.check_can_consider(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/consider/page.jinja",
            {"form": form, "procurement": procurement, "gate": gate_of(procurement), "asked": asked},
        ),
        stored=_standing,
    )


@require_safe
@signed_in
def versions(request: HttpRequest, ref: str) -> HttpResponse:
    """Every state in which the record was saved, the latest first, with what each changed."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    record = consideration_of(procurement)
    listed = versions_of(procurement)
    page = page_of(request, listed)
    shown = list(page.object_list)
    older = listed.filter(number=shown[-1].number - 1).first() if shown else None
    return render(
        request,
        "integrate/web/consider/versions.jinja",
        {
            "procurement": procurement,
            "page": page,
            "rows": [
                (now, {} if before is None else before.answers)
                for now, before in zip(shown, [*shown[1:], older], strict=True)
            ],
            "history": [] if record is None else history_of(record),
            "labels": {name: ConsiderForm.base_fields[name].label for name in ConsiderForm.ANSWERS},
        },
    )


def _standing(record: Consideration) -> dict[str, Any]:
    return {name: getattr(record, name) for name in ConsiderForm.ANSWERS}
