"""What people asked about their data, by when it is due, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.people.tables import Role
from fourfold.ground.privacy.actions import retention
from fourfold.ground.privacy.queries import requests_of
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def requests(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    retention.check_can_look(by)
    page = page_of(request, requests_of(owner=by.organisation_id))
    return render(
        request,
        "ground/web/privacy/requests/page.jinja",
        {
            "by": by,
            "page": page,
            "today": timezone.localdate(),
            "can_answer": by.has(Role.ADMINISTRATOR),
        },
    )
