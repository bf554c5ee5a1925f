"""Pages that anyone may ask for and that work for their answer: counted by where a request comes from, as the API is."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.people import request_counts
from fourfold.ground.people.client_address import address_of
from fourfold.ground.web import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def counted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """One who has not signed in may ask as often in a minute as a program without a token, and both count together."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if getattr(request, "actor", None) is None:
            wait = request_counts.let_through(
                key=request_counts.key_of_address(address_of(request)),
                allowed=request_counts.allowed_without_token(),
                at=timezone.now(),
            )
            if wait:
                return errors.too_many(request, wait)
        return view(request, *args, **kwargs)

    return guarded
