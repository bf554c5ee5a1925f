"""Lists come a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.paginator import Page
    from django.db.models import QuerySet
    from django.http import HttpRequest

ON_A_PAGE: Final = 25


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any]) -> Page[Any]:
    """The page that `?page=` asks for: the first for what is no number, the last for what lies behind it."""
    return Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
