"""Lists in parts of at most a hundred, the latest first. A cursor names the last record of the part before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from ninja import Query
from pydantic import Field

from fourfold.ground.api.etags import shown
from fourfold.ground.api.problems import Problem
from fourfold.ground.api.shapes import Given, Page, Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse
    from pydantic import BaseModel

Row = TypeVar("Row", bound=Model)

MOST = 100


class Where(Given):
    """How much of a list, and from where."""

    limit: Annotated[int, Field(ge=1, le=MOST, description=f"How many at most, up to {MOST}.")] = 25
    cursor: Annotated[Reference | None, Field(description="The `next_cursor` of the part before.")] = None


Paging = Query[Where]


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """`rows` is still a question, for queries that turn rows into lines; `after` is how many keys it holds."""

    rows: QuerySet[Row]
    next_cursor: str | None


def part_of(seen: QuerySet[Row], where: Where, *, filtered: QuerySet[Row] | None = None) -> Part[Row]:
    """The part of `filtered` (of `seen`, where nothing is filtered) after the cursor. Three queries, whatever its size.

    The cursor's record is looked up among all that one may see: it may have left the filter since. Raises Problem where
    it is not there.
    """
    wanted = (seen if filtered is None else filtered).order_by("-pk")
    if where.cursor is not None:
        last = seen.filter(ref=where.cursor).order_by().values_list("pk", flat=True).first()
        if last is None:
            raise Problem(
                "refused", "This cursor is of another list.", errors=[("cursor", "Begin without it.")]
            )
        wanted = wanted.filter(pk__lt=last)
    found: list[tuple[int, str]] = list(wanted.values_list("pk", "ref")[: where.limit + 1])
    kept = found[: where.limit]
    rows = seen.filter(pk__in=[pk for pk, _ in kept]).order_by("-pk")
    return Part(rows, kept[-1][1] if len(found) > where.limit else None)


def page(request: HttpRequest, items: Sequence[BaseModel], next_cursor: str | None) -> HttpResponse:
    """The answer, with a Link to the next part (RFC 8288)."""
    whole: Page[Any] = Page[Any](items=list(items), next_cursor=next_cursor)
    response = shown(request, whole)
    if next_cursor is not None:
        given = {**request.GET.dict(), "cursor": next_cursor}
        response["Link"] = f'<{request.path}?{urlencode(given)}>; rel="next"'
    return response
