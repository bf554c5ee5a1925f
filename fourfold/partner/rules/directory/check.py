"""What would become of the rows of a list, and of each row which entry or body it is held to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.partner.rules.linkage.comparing import Level
from fourfold.partner.rules.linkage.linking import Verdict
from fourfold.partner.rules.linkage.parts import Part

if TYPE_CHECKING:
    from fourfold.partner.rules.directory.rows import RowRead
    from fourfold.partner.rules.linkage.linking import Linked

# A missed pair is two entries, which a person can still merge; so one in twenty is asked about, and not one in two hundred,
# as where money would otherwise stand under nobody.
ASKED_FROM: Final = 0.05
# How likely a second or third one must be to be shown beside the first.
SHOWN: Final = 0.02


class Fate(StrEnum):
    """In the order in which a person reads them."""

    LEFT_OUT = "left_out"
    LOOK = "look"
    LINKED = "linked"
    NEW = "new"
    HERE = "here"

    @property
    def words(self) -> str:
        return _FATES[self]


_FATES: Final[Mapping[Fate, str]] = {
    Fate.LEFT_OUT: say("Left out"),
    Fate.LOOK: say("A new entry, for a person to compare with one that is here"),
    Fate.LINKED: say("Linked with what is here"),
    Fate.NEW: say("A new entry"),
    Fate.HERE: say("Here already"),
}


def verdict_on(linked: Linked) -> Verdict:
    """Stricter than for payments: what a directory links unasked has the same number, or the same whole name.

    A charity may bear a council's name and be another body ("… City Council Elementary Education Foundation").
    """
    if linked.verdict is Verdict.LINKED:
        found = {each.found for each in linked.candidates[0].spoke}
        by_name = Level.WORDS_SAME in found and found.isdisjoint(Part)
        return Verdict.LINKED if by_name or Level.NUMBER_SAME in found else Verdict.LOOK
    if linked.verdict is Verdict.LOOK and sum(each.probability for each in linked.candidates) >= ASKED_FROM:
        return Verdict.LOOK
    return Verdict.NOT


@dataclass(frozen=True, slots=True)
class Planned:
    """A row and what it was held against: bodies of the national directory, and entries of earlier lists."""

    row: RowRead
    body: Linked | None = None
    entry: Linked | None = None

    @property
    def fate(self) -> Fate:
        verdicts = {verdict_on(each) for each in (self.body, self.entry) if each is not None}
        if Verdict.LOOK in verdicts:
            return Fate.LOOK
        return Fate.LINKED if Verdict.LINKED in verdicts else Fate.NEW

    @property
    def words(self) -> str:
        """Which of those at hand it is, or may be."""
        said = [
            say("is {name}", name=each.candidates[0].body.name)
            if verdict_on(each) is Verdict.LINKED
            else say("may be {name}", name=each.candidates[0].body.name)
            for each in (self.body, self.entry)
            if each is not None and verdict_on(each) is not Verdict.NOT
        ]
        return side_by_side(dict.fromkeys(said), "; ")
