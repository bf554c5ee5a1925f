"""What pydantic found wrong with a form, at the place and in the words of who wrote the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.said import say
from fourfold.measure.exchange.value_map.faults import Fault, Path, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError

_WORDS = {
    "missing": say("this key is missing: give it"),
    "extra_forbidden": say("this key is not known here: check its spelling, or take it out"),
    "model_type": say("an object with keys belongs here"),
    "dict_type": say("an object with keys belongs here"),
    "list_type": say("a list belongs here"),
    "too_short": say("at least one is needed"),
}


def faults_of(error: ValidationError, tree: object) -> Iterator[Fault]:
    """In the order of the file, each with its place there and the words of who wrote it."""
    for detail in error.errors(include_url=False):
        path = _as_written(detail["loc"], tree, missing=detail["type"] == "missing")
        what = _WORDS.get(detail["type"], detail["msg"].removeprefix("Value error, "))
        yield Fault(pointer(path) + _named(path, tree), what)


def _as_written(loc: tuple[int | str, ...], tree: object, *, missing: bool) -> Path:
    """The place in the file: pydantic also names which alternative of a type it tried, which the file does not have."""
    path: list[int | str] = []
    part: Any = tree
    for place, key in enumerate(loc):
        known = (isinstance(part, dict) and key in part) or (
            isinstance(part, list) and isinstance(key, int) and key < len(part)
        )
        if known:
            part = part[key]
        elif not (missing and place == len(loc) - 1):
            continue
        path.append(key)
    return tuple(path)


def _named(path: Path, tree: object) -> str:
    """Which row that is, in words, for who counts no rows from nought."""
    match path:
        case ("rows", int(place), *_) if isinstance(tree, dict):
            row = tree["rows"][place]
        case _:
            return ""
    outcome = row.get("outcome") if isinstance(row, dict) else None
    named = f", \u201c{outcome[:40]}\u201d" if isinstance(outcome, str) and outcome else ""
    return f" (row {place + 1}{named})"
