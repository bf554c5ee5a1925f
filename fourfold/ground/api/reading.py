"""Reading a JSON body, whatever bytes arrive: refused with the reason, never with a stack that overflowed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NoReturn

from ninja.parser import Parser

from fourfold.ground.api.problems import Problem

if TYPE_CHECKING:
    from django.http import HttpRequest

DEEPEST: Final = 40


class StrictParser(Parser):
    """UTF-8 JSON alone; no NaN or Infinity, no name twice in an object, nothing deeper than `DEEPEST`."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise Problem("wrong-media-type", "Send the body as application/json.")
        return parse(request.body)


def parse(content: bytes) -> Any:
    """Raises Problem where `content` is not JSON as the class says."""
    try:
        read = json.loads(
            content.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_no_name_twice
        )
    except UnicodeDecodeError:
        raise Problem("unreadable", "The body is not UTF-8.") from None
    except RecursionError:
        raise Problem("unreadable", f"The body is nested deeper than {DEEPEST} levels.") from None
    except ValueError as strange:
        where = f" at character {strange.pos + 1}" if isinstance(strange, json.JSONDecodeError) else ""
        raise Problem("unreadable", f"The body is not JSON{where}.") from None
    if _deeper_than(read, DEEPEST):
        raise Problem("unreadable", f"The body is nested deeper than {DEEPEST} levels.")
    return read


def _no_constant(name: str) -> NoReturn:
    raise Problem("unreadable", f"The body holds {name}, which JSON does not know.")


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise Problem("unreadable", "The body holds an object with the same name twice.")
    return read


def _deeper_than(read: Any, levels: int) -> bool:
    """Looked at level by level, so that what is deep does not overflow here either."""
    level = [read]
    for _ in range(levels):
        level = [
            each
            for one in level
            if isinstance(one, (dict, list))
            for each in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return True
