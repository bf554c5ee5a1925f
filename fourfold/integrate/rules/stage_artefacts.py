"""What a procurement leaves behind at each stage: done or due, by when, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal


class Stage(StrEnum):
    """Of the commissioning cycle. What follows the contract is on the contract's own pages."""

    PLAN = "plan"
    TENDER = "tender"
    EVALUATE = "evaluate"
    AWARD = "award"
    CONTRACT = "contract"

    @property
    def words(self) -> str:
        return _WORDS[self]


class Queue(StrEnum):
    """Who works on it: the buyers, or the social value team beside them."""

    BUYER = "buyer"
    TEAM = "team"


_WORDS: Final = {
    Stage.PLAN: say("Plan and consider"),
    Stage.TENDER: say("Open for bids"),
    Stage.EVALUATE: say("Open and evaluate the bids"),
    Stage.AWARD: say("Award"),
    Stage.CONTRACT: say("Contract signed"),
}
STAGE_OF_STATE: Final = {
    "planned": Stage.PLAN,
    "considering": Stage.PLAN,
    "selecting": Stage.TENDER,
    "elsewhere": Stage.TENDER,
    "open": Stage.TENDER,
    "closed": Stage.EVALUATE,
    "opened": Stage.EVALUATE,
    "evaluating": Stage.EVALUATE,
    "moderated": Stage.AWARD,
    "awarded": Stage.AWARD,
    "contracted": Stage.CONTRACT,
}
WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Artefact:
    """`by` is the last day, None where no day is known; `by_words` say what it has to come before, or since when it waits."""

    words: str
    queue: Queue
    done: bool
    by: date | None = None
    by_words: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A procurement as it stands: `state` by the clock. `weights` are points of 100."""

    state: str
    considered: bool = False
    service: bool = False
    ruled: bool = False
    priorities: bool = False
    weights: Decimal | int = 0
    asks: bool = False
    closes_on: date | None = None
    starts_on: date | None = None
    award_proposed: bool = False


def stage_of(state: str) -> Stage | None:
    """None for what was abandoned."""
    return STAGE_OF_STATE.get(state)


def artefacts(at: Standing) -> tuple[Artefact, ...]:
    """Those of the stage it is in, what is still due first."""
    match stage_of(at.state):
        case Stage.PLAN:
            found: Iterable[Artefact] = _of_the_plan(at)
        case Stage.TENDER:
            found = _of_the_tender(at)
        case Stage.EVALUATE:
            found = _of_the_evaluation(at)
        case Stage.AWARD:
            found = _of_the_award(at)
        case _:
            found = ()
    return tuple(sorted(found, key=lambda each: each.done))


def _of_the_plan(at: Standing) -> tuple[Artefact, ...]:
    before = say("before it opens for bids")
    return (
        Artefact(say("What the law asks, on record"), Queue.BUYER, done=at.ruled, by_words=before),
        Artefact(say("Record of what was considered"), Queue.TEAM, done=at.considered, by_words=before),
        Artefact(say("For which service it is"), Queue.BUYER, done=at.service, by_words=before),
        Artefact(say("Priorities it is asked for"), Queue.TEAM, done=at.priorities, by_words=before),
        Artefact(say("How bids are judged"), Queue.BUYER, done=at.weights == WHOLE, by_words=before),
        Artefact(say("Measures asked for"), Queue.TEAM, done=at.asks, by_words=before),
    )


def _of_the_tender(at: Standing) -> tuple[Artefact, ...]:
    match at.state:
        case "selecting":
            words, end = say("Bidders are chosen from those who ask to take part"), say("bids are asked for")
        case "elsewhere":
            words, end = say("Answers, points and the award come from the other portal"), say("bids close")
        case _:
            words, end = say("Bids come in"), say("bids close")
    return (Artefact(words, Queue.BUYER, done=False, by=at.closes_on, by_words=end),)


def _of_the_evaluation(at: Standing) -> tuple[Artefact, ...]:
    since = say("since bids closed")
    opened = at.state != "closed"
    return (
        Artefact(say("Bids opened by two people"), Queue.BUYER, done=opened, by=at.closes_on, by_words=since),
        Artefact(
            say("Social value answers scored"), Queue.TEAM, done=False, by_words=say("before moderation")
        ),
        Artefact(say("Quality answers scored"), Queue.BUYER, done=False, by_words=say("before moderation")),
        Artefact(say("Scores moderated"), Queue.BUYER, done=False, by_words=say("before the award")),
    )


def _of_the_award(at: Standing) -> tuple[Artefact, ...]:
    begin = say("before the contract begins")
    awarded = at.state == "awarded"
    return (
        Artefact(say("Award proposed"), Queue.BUYER, done=awarded or at.award_proposed, by_words=begin),
        Artefact(say("Award approved"), Queue.BUYER, done=awarded, by=at.starts_on, by_words=begin),
        Artefact(say("Signed contract recorded"), Queue.BUYER, done=False, by=at.starts_on, by_words=begin),
    )
