"""The names that stand in one supplier's text: “A Ltd re B House”, “A t/a B”, “A Council - Payments”, “A (Leeds) Ltd”."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterator


class Part(StrEnum):
    WHOLE = "whole"
    PAYEE = "payee"
    TRADING = "trading"
    BRACKETS = "brackets"
    DASH = "dash"
    DEPARTMENT = "department"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Final = {
    Part.WHOLE: say("the whole name is compared"),
    Part.PAYEE: say("the name before “re” is compared"),
    Part.TRADING: say("one of the two names of “trading as” is compared"),
    Part.BRACKETS: say("the name without its brackets is compared"),
    Part.DASH: say("what stands on one side of the dash is compared"),
    Part.DEPARTMENT: say("the name up to “Council” is compared"),
}
_RE: Final = re.compile(r"(?<=\w)[\s,(]+re[.:]?\s+", re.IGNORECASE)
_TRADING: Final = re.compile(r"\bt\s?/\s?as?\b|\btrading as\b", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_DASH: Final = re.compile(r"\s+[-–]\s*|\s*[-–]\s+")
# “Council for Voluntary Service”, “Council of Mosques”, “Council Tax” and “Council Ltd” are not departments of a council.
_DEPARTMENT: Final = re.compile(
    r"(?P<council>.+\bcouncil)\s+(?!(?:of|for|on|tax|and|ltd|limited|plc|llp|cic|c\.i\.c)\b|&)\w",
    re.IGNORECASE,
)


def names_in(text: str) -> Iterator[tuple[str, Part]]:
    """The whole first. Each other is part of it, and none is empty."""
    yield text, Part.WHOLE
    payee, *rest = _RE.split(text, maxsplit=1)
    if rest:
        yield payee, Part.PAYEE
    yield from _both_sides(_TRADING, text, Part.TRADING)
    without = _BRACKETS.sub("", text).strip()
    if without and without != text.strip():
        yield without, Part.BRACKETS
    yield from _both_sides(_DASH, text, Part.DASH)
    if found := _DEPARTMENT.match(text):
        yield found["council"], Part.DEPARTMENT


def _both_sides(parted: re.Pattern[str], text: str, part: Part) -> Iterator[tuple[str, Part]]:
    sides = [side.strip() for side in parted.split(text)]
    if len(sides) > 1:
        yield from ((side, part) for side in sides if side)
