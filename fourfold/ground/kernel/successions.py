"""Figures of bodies that were merged, split or renamed since: as it was, and as it is now.

A figure is added to whoever followed alone. What went to several is not divided, because nobody knows by which share: it
is told apart, with the bodies that it may lie with.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Followed:
    """From `on`, `successor` stands in for `predecessor`: whole where it is the only one."""

    predecessor: str
    successor: str
    on: date


@dataclass(frozen=True, slots=True)
class RolledUp:
    """`known` by the body of today. `divided` by the body of then: its figure, and who may hold how much of it."""

    known: Mapping[str, Decimal]
    divided: Mapping[str, tuple[Decimal, frozenset[str]]]


def standing_in(body: str, followed: Iterable[Followed], *, on: date) -> frozenset[str]:
    """Who stands in for `body` on that day: itself where nobody follows it, however many steps on.

    Raises ValueError where bodies follow each other in a circle.
    """
    return _ends(body, _by_predecessor(followed, on), ())


def roll_up(figures: Mapping[str, Decimal], followed: Iterable[Followed], *, on: date) -> RolledUp:
    """The figures of then, by the bodies that stand on that day. What comes in goes out: nothing is lost or counted twice."""
    after = _by_predecessor(followed, on)
    known: dict[str, Decimal] = {}
    divided: dict[str, tuple[Decimal, frozenset[str]]] = {}
    for body, figure in figures.items():
        ends = _ends(body, after, ())
        if len(ends) == 1:
            (end,) = ends
            known[end] = known.get(end, Decimal(0)) + figure
        else:
            divided[body] = (figure, ends)
    return RolledUp(known, divided)


def _by_predecessor(followed: Iterable[Followed], on: date) -> dict[str, set[str]]:
    after: dict[str, set[str]] = {}
    for one in followed:
        if one.on <= on:
            after.setdefault(one.predecessor, set()).add(one.successor)
    return after


def _ends(body: str, after: Mapping[str, set[str]], before: tuple[str, ...]) -> frozenset[str]:
    if body in before:
        message = (
            f"{body} follows itself, by way of {', '.join(before[before.index(body) + 1 :]) or 'nobody'}"
        )
        raise ValueError(message)
    following = after.get(body)
    if not following:
        return frozenset({body})
    return frozenset().union(*(_ends(one, after, (*before, body)) for one in following))
