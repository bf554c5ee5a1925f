"""The values and principles that a policy rests on, in its own order: written while a version is a draft or out for comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from fourfold.define.actions.backings import set_outcomes
from fourfold.define.actions.drafts import writing_in
from fourfold.define.models import Principle
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, update

if TYPE_CHECKING:
    from collections.abc import Collection

    from fourfold.define.models import PolicyVersion
    from fourfold.ground.people.actor import Actor

MOST_PRINCIPLES = 12


def add_principle(
    *, by: Actor, version: PolicyVersion, title: str, words: str, outcomes: Collection[str] = ()
) -> Principle:
    """The last of the version's values and principles; at most twelve. `outcomes` are the references of those that it
    stands behind.
    """
    with writing_in(version, by=by, reason=say("Added a value or principle")) as standing:
        _check(standing, title, but=None)
        if standing.principles.count() >= MOST_PRINCIPLES:
            message = say(
                "This version has {most} values and principles, which is the most. Remove one first",
                most=MOST_PRINCIPLES,
            )
            raise Refused(message, field="title")
        last: int = standing.principles.aggregate(last=Max("position"))["last"] or 0
        principle = Principle.objects.create(
            owner_id=standing.owner_id,
            root=standing.root,
            policy_version=standing,
            position=last + 1,
            title=title.strip(),
            words=words.strip(),
        )
        set_outcomes(standing, principle, outcomes)
        return principle


def edit_principle(
    *,
    by: Actor,
    principle: Principle,
    seen: int,
    title: str,
    words: str,
    position: int | None = None,
    outcomes: Collection[str] | None = None,
) -> Principle:
    """`position` moves it to that place, counted from 1; the others close up. Without `outcomes` it stands behind those
    that it stood behind.
    """
    with writing_in(principle.policy_version, by=by, reason=say("Changed a value or principle")) as standing:
        _check(standing, title, but=principle)
        changed = update(principle, version=seen, title=title.strip(), words=words.strip())
        if outcomes is not None:
            set_outcomes(standing, changed, outcomes)
        if position is not None:
            _place(standing, changed, position)
            changed = Principle.objects.get(pk=principle.pk)
        return changed


def remove_principle(*, by: Actor, principle: Principle, seen: int) -> None:
    with writing_in(principle.policy_version, by=by, reason=say("Removed a value or principle")):
        update(principle, version=seen)
        principle.backings.all().delete()
        principle.delete()


def _place(version: PolicyVersion, moved: Principle, position: int) -> None:
    others = list(version.principles.exclude(pk=moved.pk))
    at = min(max(position, 1), len(others) + 1)
    for place, each in enumerate([*others[: at - 1], moved, *others[at - 1 :]], start=1):
        if each.position != place:
            update(each, version=each.version, position=place)


def _check(version: PolicyVersion, title: str, *, but: Principle | None) -> None:
    if not title.strip():
        raise Refused(say("Enter the value or principle"), field="title")
    others = version.principles.all() if but is None else version.principles.exclude(pk=but.pk)
    if any(other.title.casefold() == title.strip().casefold() for other in others):
        message = say("“{title}” is a value or principle already", title=title.strip())
        raise Refused(message, field="title")
