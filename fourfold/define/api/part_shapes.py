"""Values and principles and strategic commitments as the API shows and takes them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from fourfold.ground.api.shapes import Day, Given, Line, Reference, Shown, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.define.models import Principle, StrategicCommitment


MOST_BEHIND = 200


class PrincipleShown(Shown):
    """A value or principle; the first weighs most. `outcomes` are those that it stands behind."""

    ref: str
    position: int
    title: str
    words: str
    outcomes: list[str]


class PrincipleWords(Given):
    title: Annotated[Line, Field(max_length=200)]
    words: Annotated[Words, Field(description="What it means in practice.")] = ""
    outcomes: Annotated[
        list[Reference],
        Field(max_length=MOST_BEHIND, description="The outcomes of the same version that it stands behind."),
    ] = []


class PrincipleChanged(PrincipleWords):
    position: Annotated[
        int | None,
        Field(ge=1, le=100, strict=True, description="Its place, counted from 1; the others close up."),
    ] = None


class StrategicCommitmentShown(Shown):
    """What the organisation promises in its policy. `priority` is the one that it serves, null for the policy as a whole."""

    ref: str
    number: int
    title: str
    answers: str
    due_on: date | None
    priority: str | None


class StrategicCommitmentWords(Given):
    title: Annotated[Line, Field(max_length=300, description="The promise, in one sentence.")]
    answers: Annotated[Line, Field(max_length=200, description="The post or body that answers for it.")]
    due_on: Day | None = None
    priority: Annotated[
        Reference | None, Field(description="The priority of the same version that it serves.")
    ] = None


def principle_shown(principle: Principle, outcomes: Iterable[str] | None = None) -> PrincipleShown:
    """`outcomes` where they were read already, with many others."""
    if outcomes is None:
        outcomes = principle.backings.order_by("outcome__priority__position", "outcome").values_list(
            "outcome__ref", flat=True
        )
    return PrincipleShown(
        ref=principle.ref,
        position=principle.position,
        title=principle.title,
        words=principle.words,
        outcomes=list(outcomes),
    )


def strategic_commitment_shown(commitment: StrategicCommitment) -> StrategicCommitmentShown:
    return StrategicCommitmentShown(
        ref=commitment.ref,
        number=commitment.number,
        title=commitment.title,
        answers=commitment.answers,
        due_on=commitment.due_on,
        priority=None if commitment.priority is None else commitment.priority.ref,
    )
