"""Pages for what cannot be done: what happened, in plain words, and what to do next."""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from fourfold.ground.kernel.said import say, say_counted
from fourfold.ground.web.typed import from_our_own_page, page_of, typed_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

_PAGE = "ground/web/error_pages/page.jinja"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        400,
        say("This address or form could not be read"),
        say(
            "Check the address. If you followed a link to get here, go back and try again. Very large forms are not taken: "
            "a form may hold 5 megabytes of text."
        ),
    )


def wrong_method(request: HttpRequest, taken: Sequence[str]) -> HttpResponse:
    response = _page(
        request,
        405,
        say("This address does not take what was sent"),
        say("Pages are read, and forms are sent, and nothing else."),
    )
    response["Allow"] = ", ".join(taken)
    return response


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The sentence is the check's own: it says who may."""
    return _page(
        request, 403, say("You cannot do this"), str(exception) or say("Your role here does not allow it.")
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same for what is not there and for what one may not know of."""
    return _page(
        request,
        404,
        say("Page not found"),
        say(
            "If you typed the address, check it. If you followed a link, what it led to may have moved, or may not be shared "
            "with the organisation that you act for."
        ),
    )


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 422, say("This cannot be done as it stands"), str(exception))


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """`wait` seconds until the next may be asked."""
    response = _page(
        request,
        429,
        say("Too many questions in this minute"),
        say_counted(
            wait,
            "Ask again in {count} second. Programs that ask often use the API with a token.",
            "Ask again in {count} seconds. Programs that ask often use the API with a token.",
        ),
    )
    response["Retry-After"] = str(wait)
    return response


def changed_meanwhile(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        409,
        say("Someone else changed this first"),
        say(
            "What you sent was not saved. Open the page again to see what stands now. What you typed is below."
        ),
        typed=True,
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Asks the database nothing: it may be what is broken. 503 where it is, or where the disk is full: worth another try."""
    cause = sys.exc_info()[1]
    full, away = _disk_is_full(cause), isinstance(cause, OperationalError | InterfaceError)
    page = render_to_string(
        "ground/web/error_pages/broken.jinja",
        {"request_id": getattr(request, "request_id", ""), "full": full, "away": away},
    )
    response = HttpResponse(page, status=503 if full or away else 500)
    if full or away:
        response["Retry-After"] = "60"
    return response


def _disk_is_full(cause: BaseException | None) -> bool:
    """As the system says it, PostgreSQL (53100, disk_full) and the embedded database, whose driver gives only words."""
    if isinstance(cause, OSError):
        return cause.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    driver = cause.__cause__ if isinstance(cause, OperationalError) else None
    return getattr(driver, "sqlstate", "") == "53100" or "disk is full" in str(driver)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is stale. What was typed comes back, to be sent again with a fresh one.

    Not where the form stood on another site: then only what arrived is shown, with no button.
    """
    typed = typed_in(request)
    if from_our_own_page(request):
        context = page_of(
            typed,
            heading=say("This page was open too long"),
            words=say(
                "What you typed is still here. Nothing has been saved yet: look at it and send it again."
            ),
        )
        return render(request, "ground/web/restore/page.jinja", context, status=403)
    return render(request, "ground/web/restore/shown.jinja", {"kept": typed.fields}, status=403)


def _page(
    request: HttpRequest, status: int, heading: str, words: str, *, typed: bool = False
) -> HttpResponse:
    return render(
        request,
        _PAGE,
        {"heading": heading, "words": words, "kept": typed_in(request).fields if typed else ()},
        status=status,
    )
