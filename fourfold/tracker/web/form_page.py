"""A page with one form and one button, as this storey shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


def form_page(
    request: HttpRequest,
    form: Form,
    *,
    heading: str,
    back: str,
    button: str,
    caption: str = "",
    words: str = "",
    kind: str = "",
) -> HttpResponse:
    page = {
        "form": form, "heading": heading, "back": back, "button": button, "caption": caption, "words": words,
        "kind": kind, "section": "tracker",
    }  # fmt: skip
    return render(request, "define/web/form_page.jinja", page)
