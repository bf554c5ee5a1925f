"""What every view begins with: who is asking, and is the thing there for them."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from django.http import Http404, HttpRequest

from fourfold.ground.people.actor import Actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

Thing = TypeVar("Thing")
_LARGEST_KEY = 2**63 - 1


def actor_of(request: HttpRequest) -> Actor:
    """The Actor that the middleware found. Only in views behind `signed_in`."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        message = "This view needs @signed_in."
        raise TypeError(message)
    return actor


def found(thing: Thing | None) -> Thing:
    """`thing`, or 404: what one may not see is not there."""
    if thing is None:
        raise Http404
    return thing


def could_be_key(number: int) -> bool:
    """False for a whole number that is larger than any key: the database could not even be asked for it."""
    return number <= _LARGEST_KEY


def signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Asks those who have not signed in to do so first; what they typed comes back afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            from fourfold.ground.web.sign_in.view import ask_to_sign_in  # noqa: PLC0415  (it needs this module)

            return ask_to_sign_in(request)
        return view(request, *args, **kwargs)

    return guarded
