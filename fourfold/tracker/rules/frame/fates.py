"""What becomes of each row of a list of contacts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterable


class Fate(StrEnum):
    """In the order in which a person reads them."""

    REFUSED = "refused"
    OPTED_OUT = "opted_out"
    LEFT_OUT = "left_out"
    DOUBTFUL = "doubtful"
    JOINED = "joined"
    ADDED = "added"
    HERE = "here"

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def is_taken(self) -> bool:
        """Whether the row brings a contact into the frame."""
        return self in {Fate.DOUBTFUL, Fate.JOINED, Fate.ADDED}

    @property
    def is_left_out(self) -> bool:
        return self in {Fate.REFUSED, Fate.OPTED_OUT, Fate.LEFT_OUT}


_WORDS: Final = {
    Fate.REFUSED: say("Cannot be read"),
    Fate.OPTED_OUT: say("Wants no surveys"),
    Fate.LEFT_OUT: say("Left out: its organisation has ended, or is left out"),
    Fate.DOUBTFUL: say("Added, and its organisation to be looked at"),
    Fate.JOINED: say("Added to an organisation that goes by another name"),
    Fate.ADDED: say("Added"),
    Fate.HERE: say("Is here already"),
}
# So many rows of each fate are shown one by one; the others are counted.
MOST_LINES: Final = 2_000


@dataclass(slots=True)
class Check:
    counts: dict[str, int] = field(default_factory=lambda: {str(fate): 0 for fate in Fate})
    lines: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {str(fate): [] for fate in Fate})

    def note(self, fate: Fate, row: int, where: str, what: str, words: Iterable[str] = ()) -> None:
        self.counts[fate] += 1
        if len(self.lines[fate]) < MOST_LINES:
            self.lines[fate].append({"row": row, "where": where, "title": what[:200], "words": list(words)})

    @property
    def taken(self) -> int:
        return sum(count for fate, count in self.counts.items() if Fate(fate).is_taken)

    def as_stored(self) -> dict[str, Any]:
        return {"counts": self.counts, "lines": self.lines}
