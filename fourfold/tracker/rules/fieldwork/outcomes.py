"""What came of asking somebody, by the codes of the Standard Definitions of the American Association for Public Opinion
Research (AAPOR), telephone and Internet surveys of specifically named persons; and what it means for the rates.

A call has an outcome. A contact has the one that tells most of all their calls, and an organisation that of its contacts: a
call that nobody answers takes nothing back of a refusal, and a refusal nothing of an interview.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.response_rates import Outcomes


class Group(StrEnum):
    """As `Outcomes` counts them."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    REFUSED = "refused"
    OTHER = "other"
    NOT_REACHED = "not_reached"
    UNKNOWN_OTHER = "unknown_other"
    UNKNOWN_IF_THERE = "unknown_if_there"
    NOT_ELIGIBLE = "not_eligible"


# What tells more stands before what tells less. That an organisation is none of the population is told by one who knows.
_TELLS_MOST: Final = (
    Group.COMPLETE,
    Group.NOT_ELIGIBLE,
    Group.PARTIAL,
    Group.REFUSED,
    Group.OTHER,
    Group.NOT_REACHED,
    Group.UNKNOWN_OTHER,
    Group.UNKNOWN_IF_THERE,
)


@dataclass(frozen=True, slots=True)
class Code:
    """`again` is after how long the same person is called again; None: not any more. `by_hand` is what an interviewer chooses."""

    code: str
    words: str
    group: Group
    again: timedelta | None = None
    by_hand: bool = True


_HOURS = timedelta(hours=3)
_DAY = timedelta(days=1)
CODES: Final[Mapping[str, Code]] = {
    each.code: each
    for each in (
        Code("1.1", say("Interview complete"), Group.COMPLETE, by_hand=False),
        Code("1.2", say("Interview in part"), Group.PARTIAL, by_hand=False),
        Code("2.112", say("They refused"), Group.REFUSED),
        Code("2.111", say("Somebody else there refused for them"), Group.REFUSED),
        Code("2.12", say("They broke the interview off"), Group.REFUSED, _DAY),
        Code("2.21", say("Reached, but they could not talk: call again"), Group.NOT_REACHED, _DAY),
        Code("2.22", say("A message was left for them"), Group.NOT_REACHED, _DAY),
        Code("2.32", say("They are not able to take part, by illness for example"), Group.OTHER),
        Code("2.33", say("No language in common"), Group.OTHER),
        Code("3.11", say("Not tried yet"), Group.UNKNOWN_IF_THERE, by_hand=False),
        Code("3.12", say("Engaged"), Group.UNKNOWN_IF_THERE, _HOURS),
        Code("3.13", say("No answer"), Group.UNKNOWN_IF_THERE, _HOURS),
        Code("3.14", say("An answering machine, nobody known on it"), Group.UNKNOWN_IF_THERE, _HOURS),
        Code("3.16", say("The number does not work"), Group.UNKNOWN_IF_THERE),
        Code("3.19", say("Written to, and nothing came back"), Group.UNKNOWN_IF_THERE, by_hand=False),
        Code("3.30", say("The mail could not be delivered"), Group.UNKNOWN_OTHER, by_hand=False),
        Code("3.90", say("Not clear whether they can speak for it"), Group.UNKNOWN_OTHER, _DAY),
        Code("4.70", say("It is no organisation that the survey is about"), Group.NOT_ELIGIBLE),
    )
}
INVITED: Final = "3.19"
NOT_TRIED: Final = "3.11"
REFUSED: Final = "2.112"
COMPLETE: Final = "1.1"
PARTIAL: Final = "1.2"


def telling_most(codes: Iterable[str]) -> str:
    """Of codes in the order in which they came; among those that tell as much, the last. Not tried where there are none."""
    best = NOT_TRIED
    for code in codes:
        if _rank(code) <= _rank(best):
            best = code
    return best


def counted(codes: Iterable[str]) -> Outcomes:
    """The final codes of contacts, or of organisations, as the rates take them."""
    groups = Counter(CODES[code].group for code in codes)
    return Outcomes(**{group.value: groups[group] for group in Group})


def is_refusal(code: str) -> bool:
    return code in CODES and CODES[code].group is Group.REFUSED and CODES[code].again is None


def _rank(code: str) -> int:
    return _TELLS_MOST.index(CODES[code].group)
