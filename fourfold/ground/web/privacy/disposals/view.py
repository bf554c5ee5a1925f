"""What was disposed of, and what goes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.said import begun_large
from fourfold.ground.privacy.actions import retention
from fourfold.ground.privacy.disposal import due
from fourfold.ground.privacy.queries import disposals_of
from fourfold.ground.privacy.record import Disposal, processing
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def disposals(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    retention.check_can_look(by)
    page = page_of(request, disposals_of(owner=by.organisation_id))
    return render(
        request,
        "ground/web/privacy/disposals/page.jinja",
        {
            "page": page,
            "lines": processing(),
            "words": {one.value: begun_large(one.label) for one in Disposal},
            "due": due(on=timezone.localdate(), owner=by.organisation_id),
        },
    )
