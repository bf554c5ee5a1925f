"""What happens to every request before and after its view: when it came, who asks, what they may see."""

from __future__ import annotations

import uuid
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from django.contrib.auth import logout
from django.db import connection, transaction
from django.http import Http404, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import Resolver404, resolve
from django.utils import timezone

from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.people.queries import standing_of
from fourfold.ground.people.sign_ins import is_over, note_seen
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.declaration import within_request
from fourfold.ground.trail.transaction import failed
from fourfold.ground.web import errors
from fourfold.ground.web.once import SentTwice
from fourfold.ground.web.second_step.pending import PASSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    GetResponse = Callable[[HttpRequest], HttpResponse]


class TransactionLost(Exception):
    """A view went on after the database had given its transaction up: what it answered is not what was kept."""


# Where a server in front of the pages notes the moment at which a request's head was there. No header can be named so.
ARRIVED_AT = "fourfold.arrived_at"


def arrival(get_response: GetResponse) -> GetResponse:
    """`request.arrived_at` is the moment at which the server had the request's head, before its body was read and before the
    request waited for its turn.
    """

    def middleware(request: Any) -> HttpResponse:
        request.arrived_at = request.META.get(ARRIVED_AT) or timezone.now()
        request.request_id = uuid.uuid4().hex
        with within_request(request.request_id):
            response = get_response(request)
        response["X-Request-Id"] = request.request_id
        return response

    return middleware


def settle_actor(request: Any) -> None:
    """`request.actor`: who asks, for which organisation; None for one who has not signed in or has no role today."""
    request.actor, request.own_organisations = None, []
    now = timezone.now()
    if isinstance(request.user, Person) and is_over(request.session, at=now):
        logout(request)
    if isinstance(request.user, Person):
        request.actor, request.own_organisations = standing_of(
            person=request.user,
            wanted=str(request.session.get("organisation", "")),
            on=timezone.localdate(),
        )
        note_seen(request.session, at=now)


# The API has more; it comes by another door.
_METHODS_OF_PAGES = ("GET", "HEAD", "POST", "OPTIONS")


def _refused_unread(request: HttpRequest) -> HttpResponse | None:
    """No record's reference has a NUL in it, and PostgreSQL would fail on one: said here, before any view asks for it."""
    if "\x00" in request.path:
        return errors.not_found(request, Http404())
    if request.method not in _METHODS_OF_PAGES and not getattr(request, "arrived_by_token", False):
        return errors.wrong_method(request, _METHODS_OF_PAGES)
    if "%00" in request.META.get("QUERY_STRING", ""):
        return errors.bad_request(request, Http404())
    return None


# Where one may go before the second step that one's role requires: to it, away, and to what everyone reads.
_BEFORE_SECOND_STEP = frozenset(
    {
        "second_step",
        "passkeys",
        "make_passkey",
        "sign_out",
        "switch_organisation",
        "accessibility",
        "privacy",
        "cookies",
        "unsubscribe",
    }
)


def _second_step_first(request: Any) -> HttpResponse | None:
    """A role that requires more than a password is worth nothing in a session that proved no more, whatever is asked."""
    if request.actor is None or not request.actor.needs_second_step or request.session.get(PASSED):
        return None
    try:
        name = resolve(request.path_info).url_name
    except Resolver404:
        return None
    if name in _BEFORE_SECOND_STEP:
        return None
    from fourfold.ground.web.second_step.set_up.view import must_set_up  # noqa: PLC0415  (it needs this module)

    return must_set_up(request)


class _Tenant:
    """On PostgreSQL the whole request is one transaction: it is kept whatever the status of the answer, unless the view
    raised. On the embedded database each action has its own, because a transaction there keeps other writers waiting.

    What must be written although all else is undone waits in `request.afterwards`.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if not getattr(request, "arrived_by_token", False):
            settle_actor(request)
        request.view_raised = False
        tenant = request.actor.organisation_id if request.actor else EVERYONE
        whole = transaction.atomic() if connection.vendor == "postgresql" else nullcontext()
        with whole, as_tenant(tenant):
            response = _refused_unread(request) or _second_step_first(request) or self.get_response(request)
            if connection.vendor == "postgresql":
                if failed() and not request.view_raised:
                    raise TransactionLost
                if request.view_raised:
                    transaction.set_rollback(True)
        for write in getattr(request, "afterwards", ()):
            write()
        return response

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        """What actions say no with becomes a page. Everything else goes on to Django."""
        request.view_raised = True
        match exception:
            case SentTwice():
                return HttpResponseRedirect(exception.result)
            case NotAllowed():
                return errors.not_allowed(request, exception)
            case ChangedMeanwhile():
                return errors.changed_meanwhile(request, exception)
            case Refused():
                return errors.refused(request, exception)
        return None


def unkept(get_response: GetResponse) -> GetResponse:
    """No browser and no proxy keeps a page of somebody who has signed in: once signed out, “back” shows nothing of it."""

    def middleware(request: Any) -> HttpResponse:
        response = get_response(request)
        if getattr(request, "actor", None) is not None and not getattr(request, "arrived_by_token", False):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def tenant(get_response: GetResponse) -> _Tenant:
    return _Tenant(get_response)


class ExpiredForm(CsrfViewMiddleware):
    """Django's guard against forms of other sites. A form it refuses goes to `errors.form_expired`, which keeps the text."""
