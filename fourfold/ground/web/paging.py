"""Lists come a page at a time, and cost what is shown: nobody counts ten thousand rows to say that there are more."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.paginator import Page
    from django.http import HttpRequest

    Counting = Paginator[Any]
else:
    Counting = Paginator

ON_A_PAGE: Final = 25
# So many rows behind the page that is asked for are counted. What is not counted is there all the same: the next page leads on.
COUNTED_AHEAD: Final = 1_000
# Whoever wants to see more takes the whole list as a file.
LAST_PAGE: Final = 10_000


class Pages(Counting):
    """Pages of a list, of which some are known: those up to `asked` and some behind it."""

    def __init__(self, rows: QuerySet[Any] | Sequence[Any], *, asked: int) -> None:
        super().__init__(rows, ON_A_PAGE)
        self.most_counted = asked * ON_A_PAGE + COUNTED_AHEAD

    @cached_property
    def count(self) -> int:
        """How many rows there are, or `most_counted` where there are more."""
        return min(self._counted, self.most_counted)

    @property
    def goes_on(self) -> bool:
        """Whether there are more rows than `count` says."""
        return self._counted > self.most_counted

    @cached_property
    def _counted(self) -> int:
        rows = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows)
        return rows.order_by()[: self.most_counted + 1].count()


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any]) -> Page[Any]:
    """The page that `?page=` asks for: the first for what is no number, the last for what lies behind it."""
    number = _number(request.GET.get("page", ""))
    return Pages(rows, asked=number).get_page(number)


def _number(typed: str) -> int:
    """A whole number from 1 to LAST_PAGE. Its digits are counted before it is read: a million of them take seconds to read."""
    if not (typed.isascii() and typed.isdecimal()):
        return 1
    digits = typed.lstrip("0")
    return min(int(digits or 1), LAST_PAGE) if len(digits) <= len(str(LAST_PAGE)) else LAST_PAGE
