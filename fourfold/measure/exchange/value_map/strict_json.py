"""JSON read strictly: no key twice, numbers as decimals by their digits, nothing nested without end."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.kernel.said import say
from fourfold.measure.exchange.value_map.faults import Fault, MapRefused, Path, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES: Final = 10_000_000
MOST_DEPTH: Final = 32


class _Object(dict[str, Any]):
    """An object, and the keys that stood in it more than once."""

    twice: tuple[str, ...] = ()


def read_json(content: bytes) -> Any:
    """The tree; every number in it is a Decimal, exactly as written. Raises MapRefused."""
    if len(content) > MOST_BYTES:
        raise MapRefused([too_large(len(content))])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(say("byte {place} is not UTF-8: save the file as UTF-8", place=error.start)) from None
    try:
        tree = json.loads(
            text,
            parse_float=_number,
            parse_int=_number,
            parse_constant=_number,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise refused(
            say(
                "not JSON: {what}, line {line} column {column}",
                what=error.msg,
                line=error.lineno,
                column=error.colno,
            )
        ) from None
    except RecursionError:
        raise refused(_too_deep()) from None
    faults = list(_faults(tree, ()))
    if faults:
        raise MapRefused(faults)
    return tree


def too_large(size: int) -> Fault:
    return Fault(
        "",
        say(
            "the file has {size} bytes, more than the {most} that are read: take out what is no value map",
            size=f"{size:,}",
            most=f"{MOST_BYTES:,}",
        ),
    )


def refused(what: str) -> MapRefused:
    return MapRefused([Fault("", what)])


def _faults(tree: object, path: Path) -> Iterator[Fault]:
    """Without recursion, so that no depth breaks it."""
    waiting: list[tuple[object, Path]] = [(tree, path)]
    while waiting:
        part, path = waiting.pop()
        if len(path) > MOST_DEPTH:
            yield Fault(pointer(path[:4]) + "/\u2026", _too_deep())
            return
        if isinstance(part, _Object):
            for key in part.twice:
                yield Fault(pointer((*path, key)), say("the key is given twice: keep one of them"))
        if isinstance(part, dict):
            waiting += [(below, (*path, key)) for key, below in reversed(part.items())]
        elif isinstance(part, list):
            waiting += [(below, (*path, place)) for place, below in reversed(list(enumerate(part)))]


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    made = _Object(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _ in pairs]
        made.twice = tuple(sorted({key for key in keys if keys.count(key) > 1}))
    return made


def _number(digits: str) -> Decimal:
    """What is no figure (NaN, infinite, endless) is kept as it is, to be refused where a figure is wanted, with the place."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("Infinity")


def _too_deep() -> str:
    return say("nested more than {most} deep: a value map is not", most=MOST_DEPTH)
