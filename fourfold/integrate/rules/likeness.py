"""Answers that are copied, empty or unfinished: found by counting words, with the words shown, so that anyone can check it.

A passage is shared where five words in a row stand in both texts, in the same order. How much of an answer is shared is the
number of its words that stand in such a passage, over all its words. Nothing is scored by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RUN: Final = 5
# Conventions of ours: below them chance and common phrases are as likely.
COPIED_FROM: Final = Fraction(3, 10)
ECHO_FROM: Final = Fraction(1, 2)
FEWEST_WORDS: Final = 10
LONGEST_SHOWN: Final = 40
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# What people write where an answer is to come, or in place of one.
PLACEHOLDERS: Final = (
    "lorem ipsum",
    "to be confirmed",
    "to be completed",
    "to follow",
    "tbc",
    "tba",
    "insert here",
    "insert text",
    "your answer here",
    "company name",
    "see attached",
    "as above",
    "not applicable",
    "n a",
    "xxx",
)


class Sign(StrEnum):
    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    ECHO = "echo"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Found:
    """`share` of the answer's words; `passage` is the longest that is shared, as this answer writes it; `other` names the
    bid it is shared with.
    """

    sign: Sign
    words: int
    share: Fraction = Fraction(0)
    passage: str = ""
    other: str = ""


def words_of(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def runs_of(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


@dataclass(frozen=True, slots=True)
class Overlap:
    share: Fraction
    passage: str


def overlap(text: str, runs: set[tuple[str, ...]]) -> Overlap:
    """How much of the text stands in passages of `runs`, and the longest such passage."""
    spans = [found.span() for found in _WORD.finditer(text)]
    words = words_of(text)
    covered = [False] * len(words)
    for at in range(len(words) - RUN + 1):
        if tuple(words[at : at + RUN]) in runs:
            covered[at : at + RUN] = [True] * RUN
    if not any(covered):
        return Overlap(Fraction(0), "")
    first, length = _longest(covered)
    last = first + min(length, LONGEST_SHOWN) - 1
    passage = text[spans[first][0] : spans[last][1]] + (" …" if length > LONGEST_SHOWN else "")
    return Overlap(Fraction(sum(covered), len(words)), " ".join(passage.split()))


def _longest(covered: Sequence[bool]) -> tuple[int, int]:
    """Where the longest stretch of Trues begins, and how long it is; the first of several."""
    best, begun = (0, 0), 0
    for at, inside in enumerate([*covered, False]):
        if inside:
            continue
        if at - begun > best[1]:
            best = (begun, at - begun)
        begun = at + 1
    return best


def signs(answer: str, *, question: str, others: Mapping[str, str]) -> tuple[Found, ...]:
    """What there is to see in one answer, beside the answers of `others` to the same question, by their bids.

    The question's own words are left out before bids are compared: two that repeat it have not copied from each other.
    """
    words = words_of(answer)
    found = []
    if len(words) < FEWEST_WORDS:
        found.append(Found(Sign.EMPTY, len(words)))
    joined = f" {' '.join(words)} "
    held = next((each for each in PLACEHOLDERS if f" {each} " in joined), None)
    if held is not None:
        found.append(Found(Sign.PLACEHOLDER, len(words), passage=held))
    asked = runs_of(words_of(question))
    echo = overlap(answer, asked)
    if echo.share >= ECHO_FROM:
        found.append(Found(Sign.ECHO, len(words), echo.share, echo.passage))
    for ref, other in sorted(others.items()):
        shared = overlap(answer, runs_of(words_of(other)) - asked)
        if shared.share >= COPIED_FROM:
            found.append(Found(Sign.SHARED, len(words), shared.share, shared.passage, ref))
    return tuple(found)
