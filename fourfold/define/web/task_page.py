"""A page with one form that asks one thing, about anything of Define."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


def task_page(
    request: HttpRequest,
    form: Form,
    *,
    heading: str,
    caption: str,
    back: str,
    button: str,
    words: str = "",
    kind: str = "",
) -> HttpResponse:
    """`words` stand between the heading and the form; `kind` is the button's, as "warning"."""
    page = {
        "form": form,
        "heading": heading,
        "caption": caption,
        "back": back,
        "button": button,
        "words": words,
        "kind": kind,
    }
    return render(request, "define/web/form_page.jinja", page)
