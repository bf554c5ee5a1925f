"""Local need beside a priority."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Router

from fourfold.define.queries.needs import need_beside
from fourfold.define.queries.spine_things import priority_with
from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.shapes import Figure, Reference, Shown
from fourfold.ground.people.token_table import Scope

router = Router(tags=["Priorities, outcomes and measures"])


class NeedShown(Shown):
    """A figure of a place. `value` is null where it is not known."""

    figure: str
    place: str
    code: str
    value: Figure | None
    unit: str


class NeedSourceShown(Shown):
    title: str
    publisher: str
    href: str
    licence: str
    of: str
    read_on: date


class NeedsShown(Shown):
    """`chosen` is false where nobody chose figures yet, and all kinds of deprivation stand in."""

    chosen: bool
    needs: list[NeedShown]
    sources: list[NeedSourceShown]


@operation(router, "get", "/priorities/{ref}/need", scope=Scope.DEFINE_READ, answer=NeedsShown)
def read_need(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read the local need beside a priority of yours."""
    by = caller(request)
    priority = found(priority_with(ref))
    found(priority if priority.owner_id == by.organisation_id else None)
    beside = need_beside(priority)
    return shown(
        request,
        NeedsShown(
            chosen=beside.chosen,
            needs=[
                NeedShown(
                    figure=each.figure, place=each.place, code=each.code, value=each.value, unit=each.unit
                )
                for each in beside.needs
            ],
            sources=[
                NeedSourceShown(
                    title=each.title,
                    publisher=each.publisher,
                    href=each.href,
                    licence=each.licence,
                    of=each.of,
                    read_on=each.read_on,
                )
                for each in beside.sources
            ],
        ),
    )
