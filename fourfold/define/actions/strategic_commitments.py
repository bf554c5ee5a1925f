"""What the organisation promises in its policy, numbered: written while a version is a draft or out for comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from fourfold.define.actions.drafts import writing_in
from fourfold.define.models import Priority, StrategicCommitment
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, update

if TYPE_CHECKING:
    from datetime import date

    from fourfold.define.models import PolicyVersion
    from fourfold.ground.people.actor import Actor

MOST_COMMITMENTS = 30


def add_commitment(
    *,
    by: Actor,
    version: PolicyVersion,
    title: str,
    answers: str,
    due_on: date | None,
    priority: str,
) -> StrategicCommitment:
    """The next number. `priority` is the reference of the priority of this version that it serves, or empty."""
    with writing_in(version, by=by, reason=say("Added a commitment")) as standing:
        _check(title, answers)
        if standing.strategic_commitments.count() >= MOST_COMMITMENTS:
            message = say(
                "This version has {most} commitments, which is the most. Remove one first",
                most=MOST_COMMITMENTS,
            )
            raise Refused(message, field="title")
        last: int = standing.strategic_commitments.aggregate(last=Max("number"))["last"] or 0
        return StrategicCommitment.objects.create(
            owner_id=standing.owner_id,
            root=standing.root,
            policy_version=standing,
            number=last + 1,
            title=title.strip(),
            answers=answers.strip(),
            due_on=due_on,
            priority=_served(standing, priority),
        )


def edit_commitment(
    *,
    by: Actor,
    commitment: StrategicCommitment,
    seen: int,
    title: str,
    answers: str,
    due_on: date | None,
    priority: str,
) -> StrategicCommitment:
    with writing_in(commitment.policy_version, by=by, reason=say("Changed a commitment")) as standing:
        _check(title, answers)
        return update(
            commitment,
            version=seen,
            title=title.strip(),
            answers=answers.strip(),
            due_on=due_on,
            priority=_served(standing, priority),
        )


def remove_commitment(*, by: Actor, commitment: StrategicCommitment, seen: int) -> None:
    """The numbers of the others stay: people quote them."""
    with writing_in(commitment.policy_version, by=by, reason=say("Removed a commitment")):
        update(commitment, version=seen)
        commitment.delete()


def _served(version: PolicyVersion, ref: str) -> Priority | None:
    if not ref:
        return None
    served: Priority | None = version.priorities.filter(ref=ref).first()
    if served is None:
        raise Refused(say("Choose a priority of this version, or none"), field="priority")
    return served


def _check(title: str, answers: str) -> None:
    if not title.strip():
        raise Refused(say("Say in a sentence what you will do"), field="title")
    if not answers.strip():
        raise Refused(say("Enter the post or body that answers for it"), field="answers")
