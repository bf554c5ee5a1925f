"""A browser that has signed in as somebody before keeps an allowance of its own for mistakes in that name.

So whoever guesses somebody's password from the same office, or from behind the same proxy, does not stop the owner at
their own machine. And it keeps one number whoever signs in with it, by which an auditor sees that two who should be
independent of each other sit at one machine.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_NAME: Final = "fourfold_device"
_SALT: Final = "fourfold.ground.web.known_device"
_FOR_SECONDS: Final = 60 * 60 * 24 * 365
_BROWSER_DIGITS: Final = 32
# No header begins so: what a browser sends stands under HTTP_.
_NEW_NUMBER: Final = "fourfold.new_browser"


def cookie_name() -> str:
    """With the beginning that browsers guard, over HTTPS (`__Host-`: for this host, and set by no other)."""
    return f"__Host-{_NAME}" if settings.SESSION_COOKIE_SECURE else _NAME


def known_device(request: HttpRequest, email: str) -> str:
    """A name of this browser, or an empty text where it never signed in with that e-mail address. It opens nothing."""
    name, known_email, _ = _held(request)
    return name if known_email == _digest(email) else ""


def browser_of(request: HttpRequest) -> str:
    """What is written down of the browser's number. Of one that is new, the number that `remember_device` will give it."""
    return salted_hmac(_SALT, _number(request)).hexdigest()[:_BROWSER_DIGITS]


def remember_device(request: HttpRequest, response: HttpResponse, email: str) -> None:
    name = known_device(request, email) or secrets.token_urlsafe(16)
    response.set_cookie(
        cookie_name(),
        signing.dumps([name, _digest(email), _number(request)], salt=_SALT),
        max_age=_FOR_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )


def _number(request: HttpRequest) -> str:
    """The same for the whole of a request."""
    _, _, number = _held(request)
    if not number:
        number = request.META.setdefault(_NEW_NUMBER, secrets.token_urlsafe(16))
    return str(number)


def _held(request: HttpRequest) -> tuple[str, str, str]:
    """What the cookie holds; one of before browsers had a number holds two of the three."""
    try:
        name, known_email, *number = signing.loads(
            request.COOKIES.get(cookie_name(), ""), salt=_SALT, max_age=_FOR_SECONDS
        )
    except (signing.BadSignature, ValueError, TypeError):
        return "", "", ""
    return str(name), str(known_email), str(number[0]) if number else ""


def _digest(email: str) -> str:
    """Whose browser it is cannot be read from the cookie."""
    return signing.Signer(salt=_SALT).signature(email.strip().casefold())[:24]
