"""What will go says so in every answer, so that no program is surprised: Deprecation (RFC 9745) and Sunset (RFC 8594)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.utils.http import http_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Deprecation:
    """`since` is the day from which it is said, `sunset` its last day, `instead` where to read what to do."""

    since: date
    sunset: date
    instead: str


def announcing(view: Callable[..., Any], what: Deprecation) -> Callable[..., Any]:
    """`view` with the headers on whatever it answers."""

    @wraps(view)
    def announced(*args: Any, **kwargs: Any) -> Any:
        response = view(*args, **kwargs)
        response["Deprecation"] = f"@{_moment(what.since):.0f}"
        response["Sunset"] = http_date(_moment(what.sunset))
        response["Link"] = ", ".join(
            [*([response["Link"]] if "Link" in response else []), f'<{what.instead}>; rel="deprecation"'],
        )
        return response

    return announced


def _moment(day: date) -> float:
    return datetime.combine(day, time.min, tzinfo=UTC).timestamp()
