"""Two people edited the same thing: the second is told and shown both, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from fourfold.ground.web.forms import conflicts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


def conflict_page(
    request: HttpRequest, form: Form, *, stored: Mapping[str, Any], version: int, section: str,
) -> HttpResponse:
    """`stored` maps the form's fields to what stands now, at `version`; choosing saves over that version."""
    return render(
        request,
        "ground/web/conflict/page.jinja",
        {"rows": conflicts(form, stored), "version": version, "lit": section},
        status=409,
    )
