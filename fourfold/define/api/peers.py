"""What organisations of the same type and size have among their priorities, and whether yours count there."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fourfold.define.actions import peers
from fourfold.define.queries.peers import comparison_for, setting_of
from fourfold.define.rules.themes import Theme
from fourfold.ground.api.etags import check_unchanged, shown
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.shapes import Given, Shown, YesOrNo
from fourfold.ground.people.token_table import Scope

router = Router(tags=["Priorities, outcomes and measures"])


class ThemeOfPeers(Shown):
    theme: Theme
    organisations: Annotated[int | None, Field(description="Null where it is withheld.")]
    own: bool


class ComparisonShown(Shown):
    """`themes` is empty where fewer than `least` others of your type could be counted. `same_size` is false where it is your
    type with the sizes that have too few.
    """

    organisations: int
    same_size: bool
    least: int
    counted_on: date | None
    themes: list[ThemeOfPeers]


class CountedShown(Shown):
    """Whether your priorities may count before your policy is published."""

    counted: bool


class CountedGiven(Given):
    counted: YesOrNo


@operation(router, "get", "/peers", scope=Scope.DEFINE_READ, answer=ComparisonShown)
def compare_with_peers(request: HttpRequest) -> HttpResponse:
    """Compare what your priorities are about with those of your peers."""
    found = comparison_for(caller(request).organisation_id, on=timezone.localdate())
    return shown(
        request,
        ComparisonShown(
            organisations=found.organisations,
            same_size=bool(found.size),
            least=found.least,
            counted_on=found.counted_on,
            themes=[
                ThemeOfPeers(theme=row.theme, organisations=row.count, own=row.own) for row in found.rows
            ],
        ),
    )


@operation(router, "get", "/peers/counted", scope=Scope.DEFINE_READ, answer=CountedShown)
def read_counted(request: HttpRequest) -> HttpResponse:
    """Read whether your priorities may count before your policy is published."""
    return shown(request, _counted(caller(request).organisation_id))


@operation(router, "put", "/peers/counted", scope=Scope.DEFINE_WRITE, answer=CountedShown, guarded=True)
def set_counted(request: HttpRequest, given: CountedGiven) -> HttpResponse:
    """Say whether your priorities may count before your policy is published.

    From the next count on.
    """
    by = caller(request)
    check_unchanged(request, _counted(by.organisation_id))
    peers.set_counted(by=by, counted=given.counted, on=timezone.localdate())
    return shown(request, _counted(by.organisation_id))


def _counted(owner: int) -> CountedShown:
    setting = setting_of(owner)
    return CountedShown(counted=setting is not None and setting.counted)
