"""Priorities, their outcomes, and the measures that count them: written while a version is a draft or out for comment.

`seen` is the version of the row that the person had before them: where somebody saved since, ChangedMeanwhile says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, ProtectedError

from fourfold.define.actions.backings import set_values
from fourfold.define.actions.drafts import writing_in
from fourfold.define.models import (
    Backing,
    Measure,
    Outcome,
    Priority,
    Proxy,
    ProxyOverlap,
    StrategicCommitment,
)
from fourfold.ground.kernel.quantities import UNITS
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, update

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from fourfold.define.models import Pack, PolicyVersion
    from fourfold.ground.people.actor import Actor

MOST_TOP = 3
# Where everything is a priority nothing is; a hundred are a list that somebody pasted.
MOST_PRIORITIES = 30


@dataclass(frozen=True, slots=True)
class ChosenFrom:
    """The edition of a framework, or the pack, that a measure was chosen from, and its code there."""

    framework: str = ""
    edition: str = ""
    version: str = ""
    code: str = ""
    pack: Pack | None = None


NOWHERE = ChosenFrom()


def add_priority(
    *,
    by: Actor,
    version: PolicyVersion,
    title: str,
    reason: str,
    top: bool,
    need: str = "",
    serves: str = "",
) -> Priority:
    """The last of the version's priorities; at most three are `top`. `serves` says how it serves the plan named in it."""
    with writing_in(version, by=by, reason=say("Added a priority")) as standing:
        _check_priority(standing, title, top=top, but=None)
        if standing.priorities.count() >= MOST_PRIORITIES:
            message = say(
                "This version has {most} priorities, which is the most. Remove one, or make it an outcome of another",
                most=MOST_PRIORITIES,
            )
            raise Refused(message, field="title")
        last: int = standing.priorities.aggregate(last=Max("position"))["last"] or 0
        return Priority.objects.create(
            owner_id=standing.owner_id,
            root=standing.root,
            policy_version=standing,
            position=last + 1,
            title=title.strip(),
            reason=reason.strip(),
            need=need.strip(),
            serves=serves.strip(),
            top=top,
        )


def edit_priority(
    *,
    by: Actor,
    priority: Priority,
    seen: int,
    title: str,
    reason: str,
    top: bool,
    need: str = "",
    serves: str = "",
) -> Priority:
    with writing_in(priority.policy_version, by=by, reason=say("Changed a priority")) as standing:
        _check_priority(standing, title, top=top, but=priority)
        return update(
            priority,
            version=seen,
            title=title.strip(),
            reason=reason.strip(),
            need=need.strip(),
            serves=serves.strip(),
            top=top,
        )


def remove_priority(*, by: Actor, priority: Priority, seen: int) -> None:
    """Removes it with its outcomes and measures. Commitments that served it stay, for the policy as a whole."""
    with writing_in(priority.policy_version, by=by, reason=say("Removed a priority")):
        update(priority, version=seen)
        for commitment in StrategicCommitment.objects.filter(priority=priority):
            update(commitment, version=commitment.version, priority=None)
        _remove_measures(Measure.objects.filter(outcome__priority=priority))
        Backing.objects.filter(outcome__priority=priority).delete()
        priority.outcomes.all().delete()
        priority.delete()


def _check_priority(version: PolicyVersion, title: str, *, top: bool, but: Priority | None) -> None:
    _check_title(title, say("Enter the priority"))
    others = version.priorities.all() if but is None else version.priorities.exclude(pk=but.pk)
    if top and others.filter(top=True).count() >= MOST_TOP:
        message = say("Three priorities are marked as top already. Unmark one of them first")
        raise Refused(message, field="top")
    if any(other.title.casefold() == title.strip().casefold() for other in others):
        message = say("“{title}” is a priority already", title=title.strip())
        raise Refused(message, field="title")


def add_outcome(*, by: Actor, priority: Priority, title: str, principles: Collection[str] = ()) -> Outcome:
    """`principles` are the references of the values that stand behind it."""
    with writing_in(priority.policy_version, by=by, reason=say("Added an outcome")) as version:
        _check_title(title, say("Enter the change that you hope to see"))
        standing = Priority.objects.get(pk=priority.pk)
        outcome = Outcome.objects.create(
            owner_id=standing.owner_id, root=standing.root, priority=standing, title=title.strip()
        )
        set_values(version, outcome, principles)
        return outcome


def edit_outcome(
    *, by: Actor, outcome: Outcome, seen: int, title: str, principles: Collection[str] | None = None
) -> Outcome:
    """Without `principles` those stand behind it that stood behind it."""
    with writing_in(outcome.priority.policy_version, by=by, reason=say("Changed an outcome")) as version:
        _check_title(title, say("Enter the change that you hope to see"))
        changed = update(outcome, version=seen, title=title.strip())
        if principles is not None:
            set_values(version, changed, principles)
        return changed


def remove_outcome(*, by: Actor, outcome: Outcome, seen: int) -> None:
    """Removes it with its measures."""
    with writing_in(outcome.priority.policy_version, by=by, reason=say("Removed an outcome")):
        update(outcome, version=seen)
        _remove_measures(outcome.measures.all())
        outcome.backings.all().delete()
        outcome.delete()


def add_measure(
    *,
    by: Actor,
    outcome: Outcome,
    title: str,
    unit: str,
    counts: str,
    evidence: str,
    once_per_person: bool,
    chosen_from: ChosenFrom = NOWHERE,
) -> Measure:
    """How the outcome is counted, in a unit of `ground.kernel.quantities`."""
    with writing_in(outcome.priority.policy_version, by=by, reason=say("Added a measure")):
        _check_measure(title, unit, counts)
        standing = Outcome.objects.get(pk=outcome.pk)
        return Measure.objects.create(
            owner_id=standing.owner_id,
            root=standing.root,
            outcome=standing,
            title=title.strip(),
            unit=unit,
            counts=counts.strip(),
            evidence=evidence.strip(),
            once_per_person=once_per_person,
            framework=chosen_from.framework,
            framework_edition=chosen_from.edition,
            framework_version=chosen_from.version,
            framework_code=chosen_from.code,
            pack=chosen_from.pack,
        )


def edit_measure(
    *,
    by: Actor,
    measure: Measure,
    seen: int,
    title: str,
    unit: str,
    counts: str,
    evidence: str,
    once_per_person: bool,
) -> Measure:
    """Refuses another unit where a value in pounds was set for one of the old unit."""
    with writing_in(measure.outcome.priority.policy_version, by=by, reason=say("Changed a measure")):
        _check_measure(title, unit, counts)
        if unit != Measure.objects.get(pk=measure.pk).unit and measure.proxies.exists():
            message = say(
                "A value in pounds was set for this unit. Remove this measure and add one in the other unit"
            )
            raise Refused(message, field="unit")
        return update(
            measure,
            version=seen,
            title=title.strip(),
            unit=unit,
            counts=counts.strip(),
            evidence=evidence.strip(),
            once_per_person=once_per_person,
        )


def remove_measure(*, by: Actor, measure: Measure, seen: int) -> None:
    with writing_in(measure.outcome.priority.policy_version, by=by, reason=say("Removed a measure")):
        update(measure, version=seen)
        _remove_measures([measure])


def _remove_measures(measures: Iterable[Measure]) -> None:
    """With the proxies of each, which nothing was valued with yet: it never stood in an adopted policy."""
    try:
        for measure in measures:
            ProxyOverlap.objects.filter(measure=measure).delete()
            for proxy in Proxy.objects.filter(measure=measure).order_by("-pk"):
                proxy.overlaps.all().delete()
                proxy.delete()
            measure.delete()
    except ProtectedError:
        message = say("A measure below it is used elsewhere already, so it stays")
        raise Refused(message) from None


def _check_measure(title: str, unit: str, counts: str) -> None:
    _check_title(title, say("Enter what is measured"))
    if unit not in UNITS:
        message = say("Choose a unit from the list")
        raise Refused(message, field="unit")
    if not counts.strip():
        message = say("Say what counts and what does not")
        raise Refused(message, field="counts")


def _check_title(title: str, message: str) -> None:
    if not title.strip():
        raise Refused(message, field="title")
