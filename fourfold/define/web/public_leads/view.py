from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.queries.leadership import leadership_of, leads_shown
from fourfold.ground.organisations.queries import with_reference
from fourfold.ground.web.access import found
from fourfold.ground.web.history import history_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """Who leads in an organisation that published it, for anyone to read. Where it did not, there is no such page."""
    organisation = found(with_reference(ref))
    arranged = found(leadership_of(organisation.pk))
    return render(
        request,
        "define/web/public_leads/page.jinja",
        {
            "organisation": organisation,
            "leads": leads_shown(organisation.pk, on=timezone.localdate()),
            "history": history_of(arranged),
        },
    )
