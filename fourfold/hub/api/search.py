"""Search over everything that one may see, as far as the token reaches."""

from __future__ import annotations

from typing import Annotated, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from fourfold.ground.api.etags import shown
from fourfold.ground.api.operations import bearer_of, operation
from fourfold.ground.api.shapes import Given, Line, Shown
from fourfold.ground.people.token_table import Scope
from fourfold.hub.queries.search import search

router = Router(tags=["Search"])

# What a token must be for to be shown hits of a kind. A kind that is not named here is shown to none.
SCOPES: Final = {
    "Policies": Scope.DEFINE_READ,
    "Priorities": Scope.DEFINE_READ,
    "Measures": Scope.DEFINE_READ,
    "Procurements and tenders": Scope.INTEGRATE_READ,
    "The register": Scope.INTEGRATE_READ,
    "Contracts": Scope.INTEGRATE_READ,
    "Deliveries": Scope.PARTNER_READ,
    "Accounts": Scope.MEASURE_READ,
    "Organisations": Scope.ORGANISATIONS_READ,
}


class Hit(Shown):
    """`page` is the address of the page for people."""

    title: str
    page: str


class HeapShown(Shown):
    """At most ten of a kind; `more` says that there are more."""

    kind: str
    hits: list[Hit]
    more: bool


class Found(Shown):
    heaps: list[HeapShown]


class Words(Given):
    q: Annotated[
        Line,
        Field(
            min_length=2, max_length=200, description="Words of a title, or of what was said of a delivery."
        ),
    ]


@operation(router, "get", "/search", scope="", answer=Found, public=True)
def search_everything(request: HttpRequest, sought: Query[Words]) -> HttpResponse:
    """Search by words.

    Of each kind that the token's scopes reach a few, by title. Without a token what is public is found.
    """
    bearer = bearer_of(request)
    heaps = [
        HeapShown(
            kind=heap.kind,
            hits=[Hit(title=title, page=address) for title, address in heap.hits],
            more=heap.more,
        )
        for heap in search(sought.q, on=timezone.localdate())
        if bearer is None or SCOPES.get(heap.kind) in bearer.scopes
    ]
    return shown(request, Found(heaps=heaps))
