"""A name taken apart: what is its own, what kind of body it says it is, and its legal form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rapidfuzz.distance import OSA

from fourfold.ground.kernel.names import matched_as

# What people shorten, where it stands alone.
_IN_FULL: Final = {
    "ha": "housing association",
    "hsg": "housing",
    "assoc": "association",
    "assn": "association",
    "soc": "society",
    "coop": "cooperative",
    "grp": "group",
    "gtr": "greater",
    "saint": "st",
    "communities": "community",
    "community interest company": "cic",
    "charitable incorporated organisation": "cio",
    "limited liability partnership": "llp",
    "almshouse": "almshouses",
    "home": "homes",
}
_SHORTENED: Final = re.compile(r"\b(?:" + "|".join(sorted(_IN_FULL, key=len, reverse=True)) + r")\b")
# Initials of councils stand behind the place, of London boroughs before it; elsewhere they are a person's or a firm's. Two
# letters are too many things for the middle of a name.
_COUNCILS_IN_FULL: Final = {
    r"(?<=[a-z] )mbc\b": "metropolitan borough council",
    r"(?<=[a-z] )mdc\b": "metropolitan district council",
    r"(?<=[a-z] )cbc\b": "county borough council",
    r"(?<=[a-z] )dc$": "district council",
    r"(?<=[a-z] )ca$": "combined authority",
    r"^lb(?= )": "london borough",
}
# Words that say nothing by themselves.
_LINKING: Final = frozenset({"the", "of", "and", "for", "in", "at", "to", "a"})
FORMS: Final = frozenset({"limited", "plc", "llp", "cic", "cio", "incorporated", "charity", "charitable"})
LANDLORD_KINDS: Final = frozenset(
    {
        "housing", "homes", "association", "group", "trust", "society", "partnership", "cooperative", "foundation",
        "almshouses", "company",
    }
)  # fmt: skip
COUNCIL_KINDS: Final = frozenset(
    {
        "council", "borough", "metropolitan", "city", "county", "district", "royal", "london", "combined", "authority",
        "corporation", "mayoral",
    }
)  # fmt: skip
# What makes a name that of a council: without one of these a place is a place, and a college may bear its name.
_A_COUNCIL: Final = re.compile(
    r"\bcouncil\b|\bcombined\b|\bmetropolitan borough\b|^(?:(?:metropolitan|london|royal|county) )*(?:borough|city) of "
)
# How long a word must be for a slip of one letter not to make another word of it.
_LONG: Final = 6


@dataclass(frozen=True, slots=True)
class Words:
    """`own` in their order; `letters` are those of everything but the form, run together."""

    own: tuple[str, ...]
    kinds: frozenset[str]
    forms: frozenset[str]
    letters: str

    @property
    def is_council(self) -> bool:
        return bool(self.kinds & COUNCIL_KINDS)


def words_of(name: str) -> Words:
    """Ltd, MBC, H.A. and the like written out, initials put together, kinds of body that are misspelt put right.

    A name of nothing but kinds (“Foundation”) has them for its own.
    """
    plain = _written_out(" ".join(_initials_joined(matched_as(name).split())))
    council = _A_COUNCIL.search(_put_right(plain)) is not None
    kinds = COUNCIL_KINDS if council else LANDLORD_KINDS
    words = [_as_kind(word, kinds) for word in plain.split()]
    telling = [word for word in words if word not in _LINKING and word not in FORMS]
    own = tuple(word for word in telling if word not in kinds)
    return Words(
        own=own or tuple(telling),
        kinds=frozenset(telling) & kinds if own else frozenset(),
        forms=frozenset(words) & FORMS,
        letters="".join(word for word in words if word not in FORMS),
    )


def _written_out(plain: str) -> str:
    plain = _SHORTENED.sub(lambda found: _IN_FULL[found.group()], plain)
    for shortened, in_full in _COUNCILS_IN_FULL.items():
        plain = re.sub(shortened, in_full, plain)
    return plain


def _initials_joined(words: list[str]) -> list[str]:
    """“m b c” is “mbc”; a letter by itself stays."""
    runs = [list(run) for _, run in groupby(words, lambda word: len(word) == 1 and word.isalpha())]
    return [word for run in runs for word in (["".join(run)] if len(run[0]) == 1 else run)]


def _put_right(plain: str) -> str:
    return " ".join(_as_kind(word, COUNCIL_KINDS) for word in plain.split())


def _as_kind(word: str, kinds: frozenset[str]) -> str:
    """The kind of body that `word` is, one letter wrong or two in a long one."""
    if len(word) < _LONG or word in kinds or word in FORMS:
        return word
    return min(
        (
            kind
            for kind in kinds
            if len(kind) >= _LONG and word[0] == kind[0] and OSA.distance(word, kind) == 1
        ),
        default=word,
    )
