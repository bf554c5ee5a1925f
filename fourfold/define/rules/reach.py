"""How far what staff are told has come: told, reached and read back, each share with the messages that it is of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Told:
    """One message. None is what nobody counted, which is not nought."""

    planned_for: date
    told_on: date | None = None
    audience: int | None = None
    reached: int | None = None
    asked: int | None = None
    said_back: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, over `messages` of which both are known."""

    part: int
    whole: int
    messages: int

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.part) / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Reach:
    """`overdue` were planned for a day that has passed. Who heard two messages is counted in both."""

    planned: int
    told: int
    overdue: int
    reached: Share
    read_back: Share


def reach(messages: Sequence[Told], *, on: date) -> Reach:
    counted = [(each.reached, each.audience) for each in messages]
    asked = [(each.said_back, each.asked) for each in messages]
    return Reach(
        planned=len(messages),
        told=sum(each.told_on is not None for each in messages),
        overdue=sum(each.told_on is None and each.planned_for < on for each in messages),
        reached=_share(counted),
        read_back=_share(asked),
    )


def _share(pairs: Sequence[tuple[int | None, int | None]]) -> Share:
    known = [(part, whole) for part, whole in pairs if part is not None and whole is not None]
    return Share(sum(part for part, _ in known), sum(whole for _, whole in known), len(known))
