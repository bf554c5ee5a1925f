"""Which issues could belong together, because they share a word. A suggestion and its reason; people put them together.

The word that most issues share makes the first group, and those in it are taken out before the next word is looked for. Short
words and those that say nothing of the matter do not count, and “buses” is “bus”.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_LETTERS: Final = 3
FEWEST_ISSUES: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]+")
# Words that say nothing of the matter.
_OF_NOTHING_WORDS: Final = """
    about after again against all along also always among and another any anyone anything are area around away because
    been before being below best better between both but came can cannot could day days did does doing done down each
    enough even ever every everyone everything few for from get gets give given goes going good got great had has have
    having help helps her here him his how into its itself just keep kept last later less let like little long lot lots
    made make makes many may might more most much must near need needs needed never new next nobody none nor not nothing
    now off often old once one only other others our out over own part people place places put quite really same see
    seem seen she should since some somebody someone something soon still such take taken than that the their them then
    there these they thing things think this those though through time times too town two under until upon use used very
    want wants was way well were what when where whether which while who whom why will with within without won would yet
    you your
"""
_OF_NOTHING: Final = frozenset(_OF_NOTHING_WORDS.split())


@dataclass(frozen=True, slots=True)
class IssueWords:
    ref: str
    words: str


@dataclass(frozen=True, slots=True)
class SuggestedGroup:
    """The issues of `refs`, in the order given, all have `word`, as the first of them has it."""

    word: str
    refs: tuple[str, ...]


def suggested_groups(issues: Sequence[IssueWords]) -> tuple[SuggestedGroup, ...]:
    """The largest first; of two equally large ones that whose word comes first in the alphabet. An issue is in one at most."""
    left = {each.ref: significant(each.words) for each in issues}
    found: list[SuggestedGroup] = []
    while True:
        sharing: dict[str, list[str]] = {}
        for ref, words in left.items():
            for stem in words:
                sharing.setdefault(stem, []).append(ref)
        stem, refs = min(sharing.items(), key=lambda item: (-len(item[1]), item[0]), default=("", []))
        if len(refs) < FEWEST_ISSUES:
            return tuple(found)
        found.append(SuggestedGroup(left[refs[0]][stem], tuple(refs)))
        left = {ref: words for ref, words in left.items() if ref not in refs}


def significant(text: str) -> dict[str, str]:
    """The words that say something of the matter, by their stem, each as it is written there first."""
    found: dict[str, str] = {}
    for written in _WORD.findall(text.casefold()):
        stem = _stem(written)
        if len(stem) >= FEWEST_LETTERS and written not in _OF_NOTHING and stem not in _OF_NOTHING:
            found.setdefault(stem, written)
    return found


def _stem(word: str) -> str:
    """Without the ending of an English plural, as far as three letters are left."""
    for ending, instead in (
        ("ies", "y"),
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("xes", "x"),
        ("uses", "us"),
    ):
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= FEWEST_LETTERS:
            return word.removesuffix(ending) + instead
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > FEWEST_LETTERS:
        return word.removesuffix("s")
    return word
