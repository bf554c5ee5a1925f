"""What an organisation's records can answer to the survey's question whether it has a method, since when and for what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class MethodStatus(StrEnum):
    """The survey's other answers (thinking about it, none) are the respondent's to give: no record shows them."""

    HAS_ONE = "has one"
    WORKING_ON_IT = "working on it"
    ENDED = "ended"
    NOT_KNOWN = "not known"

    @property
    def label(self) -> str:
        return {
            MethodStatus.HAS_ONE: say("Yes, in use"),
            MethodStatus.WORKING_ON_IT: say("Working on one"),
            MethodStatus.ENDED: say("Had one, which is no longer used"),
            MethodStatus.NOT_KNOWN: say("Not known from the records here"),
        }[self]


@dataclass(frozen=True, slots=True)
class InUse:
    """A method and what it is used for. `first_day` None: it is still being prepared. `last_day` None: no end is known."""

    method: str
    scope: str
    first_day: date | None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class MethodAnswer:
    """`since` is the first day of the longest in use; `used` are the methods and scopes that the status rests on."""

    status: MethodStatus
    since: date | None
    used: tuple[tuple[str, str], ...]


def method_answer(uses: Sequence[InUse], *, on: date) -> MethodAnswer:
    """On the day `on`: one in use goes before one being prepared, and that before one that has ended."""
    begun = [(each.first_day, each) for each in uses if each.first_day is not None and each.first_day <= on]
    running = [(day, each) for day, each in begun if each.last_day is None or on <= each.last_day]
    if running:
        return MethodAnswer(
            MethodStatus.HAS_ONE, min(day for day, _ in running), _named([each for _, each in running])
        )
    coming = [each for each in uses if each.first_day is None or each.first_day > on]
    if coming:
        return MethodAnswer(MethodStatus.WORKING_ON_IT, None, _named(coming))
    status = MethodStatus.ENDED if begun else MethodStatus.NOT_KNOWN
    return MethodAnswer(status, None, _named([each for _, each in begun]))


def _named(uses: Sequence[InUse]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(each.method, each.scope) for each in uses}))
