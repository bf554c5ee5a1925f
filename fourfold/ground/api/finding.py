"""What may not be known of is not there."""

from __future__ import annotations

from typing import TypeVar

from fourfold.ground.api.problems import Problem

Thing = TypeVar("Thing")


def found(thing: Thing | None) -> Thing:
    """`thing`, or the problem 404."""
    if thing is None:
        raise Problem("not-found")
    return thing
