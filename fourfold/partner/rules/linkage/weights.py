"""What each finding of a comparison weighs: Fellegi and Sunter (1969), in bits.

A finding's weight is log₂(m / u): how often a true pair shows it, against how often two bodies that have nothing to do with
each other do. Weights add up because the comparisons look at different parts of a name.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from fourfold.partner.rules.linkage.comparing import Level
from fourfold.partner.rules.linkage.parts import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.partner.rules.linkage.rarity import Rarity

# That a supplier is one given body, before anything is compared: of 920 names in the tuning half 24 are on the lists, of 1,861
# bodies. A shorter list has fewer of the suppliers, so it stays the same for any list.
START: Final = math.log2(0.03 / 1_861)

# How often a true pair shows each, among those where the body's own name leaves the choice. Judged, rounded, and held to the
# tuning half by tests/partner/linkage/test_weights.py.
TRUE_PAIRS: Final[Mapping[Level, float]] = {
    Level.WORDS_SAME: 0.90,
    Level.WORDS_SLIP: 0.02,
    Level.WORDS_MORE: 0.04,
    Level.WORDS_FEWER: 0.02,
    Level.WORDS_SOME: 0.02,
    Level.COUNCIL_SAME: 0.55,
    Level.COUNCIL_FITS: 0.42,
    Level.COUNCIL_OTHER: 0.01,
    Level.COUNCIL_UNSAID: 0.02,
    Level.KIND_SAME: 0.84,
    Level.KIND_LEFT_OFF: 0.08,
    Level.KIND_UNSAID: 0.06,
    Level.KIND_OTHER: 0.02,
    Level.KIND_NEITHER: 0.97,
    Level.KIND_ADDED: 0.03,
    Level.FORM_SAME: 0.63,
    Level.FORM_SAME_RARE: 0.63,
    Level.FORM_LEFT_OFF: 0.35,
    Level.FORM_OTHER: 0.02,
    Level.FORM_NEITHER: 0.85,
    Level.FORM_ADDED: 0.15,
    Level.FORM_OF_COUNCIL: 0.01,
    Level.NUMBER_SAME: 0.98,
    Level.NUMBER_OTHER: 0.02,
    Level.DAY_LIVING: 0.96,
    Level.DAY_ENDED: 0.038,
    Level.DAY_NOT_YET: 0.002,
}
# How often a supplier that is no council or landlord shows each: counted in the tuning half where a number stands behind it.
OTHER_PAIRS: Final[Mapping[Level, float]] = {
    # 0 of 841 say that they are a council; at most 0.4% of all do, by Clopper and Pearson.
    Level.COUNCIL_SAME: 0.001,
    Level.COUNCIL_FITS: 0.002,
    Level.COUNCIL_OTHER: 0.001,
    Level.COUNCIL_UNSAID: 0.996,
    # 773 of 841 say no kind of body; 18 are homes, 17 a group, 14 a trust, and no other set of kinds is more than 4.
    Level.KIND_SAME: 0.01,
    Level.KIND_LEFT_OFF: 0.05,
    Level.KIND_UNSAID: 0.92,
    Level.KIND_OTHER: 0.07,
    Level.KIND_NEITHER: 0.92,
    Level.KIND_ADDED: 0.08,
    # 430 are limited, 380 say nothing, 12 each are a PLC and an LLP, 6 a CIC.
    Level.FORM_SAME: 0.51,
    Level.FORM_SAME_RARE: 0.015,
    Level.FORM_LEFT_OFF: 0.45,
    Level.FORM_OTHER: 0.04,
    Level.FORM_NEITHER: 0.45,
    Level.FORM_ADDED: 0.55,
    Level.FORM_OF_COUNCIL: 0.55,
    Level.NUMBER_SAME: 2.0**-20,
    Level.NUMBER_OTHER: 1.0,
    # Of 470 councils 73 had ended or not begun by the middle of 2021, or ended since.
    Level.DAY_LIVING: 0.85,
    Level.DAY_ENDED: 0.10,
    Level.DAY_NOT_YET: 0.05,
}
# Of those 841 names so many have one word of their own, two, three …; the last share is of all longer ones.
LENGTHS: Final = (0.11, 0.38, 0.32, 0.12, 0.07)
# In how many ways more two names agree that need not agree in all: more words round them, a slip in any letter.
_WAYS: Final[Mapping[Level, float]] = {
    Level.WORDS_SLIP: 16,
    Level.WORDS_MORE: 8,
    Level.WORDS_FEWER: 8,
    Level.WORDS_SOME: 32,
}
# What it costs to compare a part: any name has parts, and one of them may be another's name. Judged.
PARTS: Final[Mapping[Part, float]] = {
    Part.PAYEE: -1.0,
    Part.TRADING: -1.0,
    Part.DEPARTMENT: -1.0,
    Part.BRACKETS: -3.0,
    Part.DASH: -3.0,
}


# A charity and its housing association, a group and its company share a name that nobody else has: then rare words say no
# more than this. About 15 such pairs are among the 3.4 million of 1,852 suppliers and 1,861 bodies, and as many more may be.
FAMILY: Final = 2.0**-17
# Where the two names do not say the same kind of body, or only a part of one was compared, they may be of one family.
OF_ONE_FAMILY: Final = frozenset(
    {Level.KIND_UNSAID, Level.KIND_OTHER, Level.KIND_ADDED, Part.BRACKETS, Part.DASH, Part.TRADING}
)


def weight_of_words(level: Level, shared: frozenset[str], rarity: Rarity, *, of_one_family: bool) -> float:
    """The rarer the words, the more they say. A name of just these words is rarer than one that has them among others."""
    ways = LENGTHS[min(len(shared), len(LENGTHS)) - 1] if level is Level.WORDS_SAME else _WAYS[level]
    chance = ways * rarity.chance_of(shared)
    return math.log2(TRUE_PAIRS[level] / min(1.0, max(chance, FAMILY) if of_one_family else chance))


def weight_of(found: Level | Part) -> float:
    """Of every comparison but that of words."""
    if isinstance(found, Part):
        return PARTS[found]
    return math.log2(TRUE_PAIRS[found] / OTHER_PAIRS[found])
