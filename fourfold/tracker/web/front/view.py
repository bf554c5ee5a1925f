"""What there is of the survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """What there is of the survey: the first wave; the yearly ones are asked later."""
    return render(request, "tracker/web/front/page.jinja")
