"""What each storey hands on. Ground moves roots and Shares; which roots belong together only their storey knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is handed on whole. `ref` is the root that leads it; `open` says that somebody must go on with it.

    What is open moves. What is closed stays with the body that did it, and its successors read it. Of what a body has
    `only_one`, nothing moves to a successor that has its own.
    """

    kind: str
    ref: str
    title: str
    href: str
    open: bool
    only_one: bool = False


class Finds(Protocol):
    def __call__(self, *, owner: int, on: date) -> Iterable[Thing]: ...


class Gathers(Protocol):
    def __call__(self, roots: Collection[str]) -> Iterable[str]: ...


class MakesRoom(Protocol):
    def __call__(self, *, predecessor: int, successor: int, roots: Collection[str]) -> None: ...


class Follows(Protocol):
    def __call__(self, *, predecessor: int, successor: int, roots: Collection[str], on: date) -> None: ...


_finders: dict[str, Finds] = {}
_gatherers: dict[str, Gathers] = {}
_rooms: dict[str, MakesRoom] = {}
_followers: dict[str, Follows] = {}


def register_things(name: str, find: Finds) -> None:
    """`find` gives everything of one kind that `owner` has, open or closed. It is asked as maintenance."""
    _finders[name] = find


def register_roots(name: str, gather: Gathers) -> None:
    """`gather` gives the further roots that go where the given ones go, owned by whomever."""
    _gatherers[name] = gather


def register_room(name: str, make: MakesRoom) -> None:
    """`make` gives rows under `roots` another name where the successor has one of that name, just before they move: two
    bodies may each have had a service called Housing.
    """
    _rooms[name] = make


def register_party(name: str, follow: Follows) -> None:
    """`follow` puts the successor in the predecessor's place in rows under `roots`, where somebody must still act, and
    brings along whatever else must hold for the successor from that day. Carried out twice it changes nothing.
    """
    _followers[name] = follow


def things_of(*, owner: int, on: date) -> list[Thing]:
    """One for each whole: open where any storey says that somebody must go on with it."""
    found: dict[str, Thing] = {}
    for find in _finders.values():
        for thing in find(owner=owner, on=on):
            known = found.get(thing.ref)
            if known is None or (thing.open and not known.open):
                found[thing.ref] = thing
    return list(found.values())


def roots_with(thing: Thing) -> list[str]:
    """The root that leads, and all that go with it."""
    return roots_of([thing.ref])


def roots_of(refs: Sequence[str]) -> list[str]:
    """`refs` and every root that goes with one of them, however many storeys up."""
    found: dict[str, None] = dict.fromkeys(refs)
    before = 0
    while len(found) > before:
        before = len(found)
        for gather in _gatherers.values():
            found |= dict.fromkeys(gather(tuple(found)))
    return list(found)


def make_room(*, predecessor: int, successor: int, roots: Sequence[str]) -> None:
    for make in _rooms.values():
        make(predecessor=predecessor, successor=successor, roots=roots)


def follow(*, predecessor: int, successor: int, roots: Sequence[str], on: date) -> None:
    for put in _followers.values():
        put(predecessor=predecessor, successor=successor, roots=roots, on=on)
