"""What a person must still do or hand over before their account can be erased. Each storey registers what it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_obstacles: dict[str, Callable[[int], str]] = {}


def register_obstacle(name: str, find: Callable[[int], str]) -> None:
    """`find(key of the person)` gives the reason in a sentence, or an empty text. It is asked as maintenance."""
    _obstacles[name] = find


def obstacles(person: int) -> list[str]:
    return [reason for find in _obstacles.values() if (reason := find(person))]
