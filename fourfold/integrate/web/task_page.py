"""A page with one form that asks one thing, about anything of Integrate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


def task(
    request: HttpRequest,
    form: Form,
    *,
    check: Callable[[], None],
    do: Callable[[Mapping[str, Any]], str],
    stored: Callable[[Any], Mapping[str, Any]] | None = None,
    **page: str,
) -> HttpResponse:
    """The form is shown on a `task_page`, which `page` is for, and carried out by `do` when it is sent: see `send`."""
    return send(
        request,
        form,
        check=check,
        do=do,
        show=lambda: task_page(request, form, **page),
        stored=stored,
    )


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
    return render(request, "integrate/web/form_page.jinja", page)
