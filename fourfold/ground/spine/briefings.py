"""What each storey has to tell somebody who speaks for a service: asked from below without knowing who answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """`figure` is printed as it stands; `href` leads to the rows that it counts, empty where the reader has no page."""

    words: str
    figure: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class BriefingPart:
    """`nothing` is said where there is no line."""

    title: str
    lines: tuple[BriefingLine, ...]
    nothing: str


class Tells(Protocol):
    def __call__(self, *, organisation: int, service: int | None, on: date) -> Sequence[BriefingPart]: ...


_tellers: dict[str, Tells] = {}


def register_briefing(name: str, tell: Tells) -> None:
    """`tell` answers for the service with that key, or for the whole organisation where it is None."""
    _tellers[name] = tell


def briefing(*, organisation: int, service: int | None, on: date) -> list[BriefingPart]:
    """In the order in which the storeys registered."""
    return [
        part for tell in _tellers.values() for part in tell(organisation=organisation, service=service, on=on)
    ]
