"""How often what a policy suggests for a contract was not followed: by priority, by service, by who decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

Key = TypeVar("Key", bound="Hashable")
Decision = TypeVar("Decision", bound="Suggestion")

# From so many decisions on a share says something, and half of them or more is often. Choices of this project.
FEWEST: Final = 4
OFTEN: Final = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One decision about one priority of one contract: what the policy suggested, and what was decided."""

    suggested: bool
    asked: bool

    @property
    def departs(self) -> bool:
        return self.suggested != self.asked


@dataclass(frozen=True, slots=True)
class Tally(Generic[Key]):
    """Of `decided` suggestions so many were left out though suggested, and added though not."""

    of: Key
    decided: int
    left_out: int
    added: int

    @property
    def departed(self) -> int:
        return self.left_out + self.added

    @property
    def often(self) -> bool:
        return self.decided >= FEWEST and self.departed * OFTEN >= self.decided


def tally(decisions: Iterable[Decision], key: Callable[[Decision], Key]) -> list[Tally[Key]]:
    """Those departed from most often first, then those decided on most."""
    groups: dict[Key, list[Decision]] = {}
    for each in decisions:
        groups.setdefault(key(each), []).append(each)
    tallies = [
        Tally(
            of,
            len(those),
            sum(each.suggested and not each.asked for each in those),
            sum(each.asked and not each.suggested for each in those),
        )
        for of, those in groups.items()
    ]
    return sorted(tallies, key=lambda one: (-one.departed, -one.decided))
