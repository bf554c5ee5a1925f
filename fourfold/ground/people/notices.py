"""Who is told when how somebody signs in changes. Mail stands above this room: it registers itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.tables import Person


class Tells(Protocol):
    def __call__(self, *, person: Person, what: str, at: datetime) -> None: ...


_tellers: dict[str, Tells] = {}


def register(name: str, tell: Tells) -> None:
    _tellers[name] = tell


def tell(*, person: Person, what: str, at: datetime) -> None:
    """Within the declared change. `what` is a whole sentence."""
    for each in _tellers.values():
        each(person=person, what=what, at=at)
