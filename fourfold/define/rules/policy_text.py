"""A version of a policy as plain values: what is compared, and what its page and its documents are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class MeasureText:
    """`unit` is the unit in words. `supersedes` is the reference of the measure whose place it takes, or empty."""

    ref: str
    title: str
    unit: str
    counts: str = ""
    evidence: str = ""
    once_per_person: bool = False
    supersedes: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeText:
    """`values` are the titles of those that stand behind it."""

    title: str
    measures: tuple[MeasureText, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PriorityText:
    """`serves` says how it serves the plan that the policy names."""

    title: str
    need: str = ""
    reason: str = ""
    top: bool = False
    outcomes: tuple[OutcomeText, ...] = ()
    serves: str = ""


@dataclass(frozen=True, slots=True)
class PrincipleText:
    title: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class CommitmentText:
    """`priority` is the title of the priority that it serves, or empty."""

    number: int
    title: str
    answers: str
    due_on: date | None = None
    priority: str = ""


@dataclass(frozen=True, slots=True)
class AskedText:
    """In which contracts, in words, a priority is asked for."""

    contracts: str
    priority: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class CommentText:
    """A comment that is shown with the policy. `about` is empty for the whole; `changed` is None before it is answered."""

    said_for: str
    about: str
    words: str
    changed: bool | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class PolicyText:
    """`stands` is True once it was adopted; `state` says in words what became of it."""

    title: str
    owner: str
    number: int
    state: str
    stands: bool
    definition: str
    intent: str = ""
    mission_title: str = ""
    mission_href: str = ""
    mission_words: str = ""
    involved: str = ""
    principles: tuple[PrincipleText, ...] = ()
    priorities: tuple[PriorityText, ...] = ()
    asked: tuple[AskedText, ...] = ()
    # How many priorities a contract of which value is asked for at most, each in words.
    limits: tuple[str, ...] = ()
    commitments: tuple[CommitmentText, ...] = ()
    co_signers: tuple[str, ...] = ()
    comments: tuple[CommentText, ...] = ()
    review_years: int = 1
    adopted_on: date | None = None
    adopting_body: str = ""
    minute_reference: str = ""
    review_due_on: date | None = None
