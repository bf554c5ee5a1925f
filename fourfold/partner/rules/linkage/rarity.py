"""How often two bodies that have nothing to do with each other would share words: counted in the names at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from fourfold.partner.rules.linkage.words import Words

# What a word counts for that stands in no other name. Less than one, for most of all words were never seen.
_NEVER_SEEN: Final = 0.1
# How many words a list has at least: the bundled lists and the suppliers of three councils in a month. A shorter one is a part
# of the same country, and its words are as rare.
_FEWEST_WORDS: Final = 7_500
# No coincidence is held to be rarer: a slip of the pen is likelier than that.
RAREST: Final = 2.0**-24


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many names each word stands, and how many words there are in all of them."""

    names_with: Mapping[str, int]
    words: int

    @classmethod
    def of(cls, names: Iterable[Words]) -> Rarity:
        counted = Counter(word for name in names for word in set(name.own))
        return cls(counted, max(counted.total(), _FEWEST_WORDS))

    def chance_of(self, words: Iterable[str]) -> float:
        """That so many words of a name which has nothing to do with it are these. The two names compared do not count."""
        chance = 1.0
        for word in sorted(set(words)):
            chance *= (max(self.names_with.get(word, 0) - 2, 0) + _NEVER_SEEN) / self.words
        return max(chance, RAREST)
