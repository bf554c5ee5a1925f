"""Who one is here, and what the kinds of problems mean."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Router

from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import bearer_of, operation
from fourfold.ground.api.problems import KINDS
from fourfold.ground.api.shapes import Party, Shown

router = Router(tags=["About"])


class Me(Shown):
    """Whose token it is, for which organisation, with which roles today, within which scopes, until which day."""

    name: str
    organisation: Party
    roles: list[str]
    scopes: list[str]
    last_day: date


class ProblemKind(Shown):
    name: str
    status: int
    title: str
    advice: str


class Problems(Shown):
    problems: list[ProblemKind]


@operation(router, "get", "/me", scope="", answer=Me)
def read_me(request: HttpRequest) -> HttpResponse:
    """Read whom the token acts for.

    Any token will do. The roles are those of today.
    """
    bearer = found(bearer_of(request))
    by = bearer.actor
    return shown(
        request,
        Me(
            name=by.name,
            organisation=Party(ref=by.organisation_ref, name=by.organisation_name),
            roles=sorted(by.roles),
            scopes=sorted(bearer.scopes),
            last_day=bearer.last_day,
        ),
    )


@operation(router, "get", "/problems", scope="", answer=Problems, public=True)
def list_problems(request: HttpRequest) -> HttpResponse:
    """List the kinds of problems.

    The `type` of a problem document leads here.
    """
    kinds = [
        ProblemKind(name=each.name, status=each.status, title=each.title, advice=each.advice)
        for each in KINDS
    ]
    return shown(request, Problems(problems=kinds))
