"""The ways a page is served in: as it is, and with the walls down."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest import mock

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import override_settings

from benchmarks.pages.measured import BAREST, WHOLE
from fourfold.ground.organisations.tenancy import TenantManager, TenantQuerySet
from fourfold.ground.trail.trailed import walled_models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse

    GetResponse = Callable[[HttpRequest], HttpResponse]

ACTOR = "fourfold.benchmark.actor"
OF_THE_TRAIL = "fourfold.ground.web.middleware.arrival"
OF_TENANCY = "fourfold.ground.web.middleware.tenant"
OF_SIGN_IN = frozenset(
    {
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    },
)


def application(way: str) -> WSGIHandler:
    """`whole` has every middleware. The others lack the one that declares to the trail, and in the place of the one that
    settles who may see what stands one that takes the actor as given.
    """
    if way == WHOLE:
        return WSGIHandler()
    left_out = OF_SIGN_IN if way == BAREST else frozenset()
    instead = {
        OF_THE_TRAIL: f"{__name__}.numbered",
        OF_TENANCY: f"{__name__}.{'actor_given' if way == BAREST else 'actor_given_for_person'}",
    }
    with override_settings(
        MIDDLEWARE=[instead.get(name, name) for name in settings.MIDDLEWARE if name not in left_out],
    ):
        return WSGIHandler()


def numbered(get_response: GetResponse) -> GetResponse:
    """The log names each request, so it must have a name."""

    def middleware(request: Any) -> HttpResponse:
        request.request_id = "bare"
        return get_response(request)

    return middleware


def actor_given(get_response: GetResponse) -> GetResponse:
    def middleware(request: Any) -> HttpResponse:
        actor = request.META[ACTOR]
        request.actor, request.own_organisations = actor, []
        return get_response(request)

    return middleware


def actor_given_for_person(get_response: GetResponse) -> GetResponse:
    """The person is read from the session; that they may, and for whom, is taken as given."""
    given = actor_given(get_response)

    def middleware(request: Any) -> HttpResponse:
        if request.user.pk != request.META[ACTOR].person_id:
            message = "The benchmark is signed in as another person."
            raise TypeError(message)
        return given(request)

    return middleware


@contextmanager
def walls_of(way: str) -> Iterator[None]:
    """The walls as `way` wants them: up, or every row to be seen by everyone until the block ends."""
    if way == WHOLE:
        yield
        return

    def every_row(manager: Any) -> TenantQuerySet[Any]:
        return TenantQuerySet(manager.model, using=manager._db)  # noqa: SLF001

    _row_level_security("DISABLE")
    try:
        with mock.patch.object(TenantManager, "get_queryset", every_row):
            yield
    finally:
        _row_level_security("ENABLE")


def _row_level_security(verb: str) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in walled_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"ALTER TABLE {table} {verb} ROW LEVEL SECURITY")
