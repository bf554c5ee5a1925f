"""Which outcomes a value stands behind: said of a value or of an outcome, within the change that writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.models import Backing, Outcome, Principle
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, update

if TYPE_CHECKING:
    from collections.abc import Collection

    from fourfold.define.models import PolicyVersion


def set_outcomes(version: PolicyVersion, principle: Principle, refs: Collection[str]) -> None:
    """The value stands behind these outcomes and no others, each of this version."""
    wanted = {
        each.pk: each for each in Outcome.objects.filter(priority__policy_version=version, ref__in=refs)
    }
    if len(wanted) != len(set(refs)):
        raise Refused(say("Choose outcomes of this version"), field="outcomes")
    standing = {each.outcome_id: each for each in principle.backings.select_related("outcome")}
    for key in standing.keys() - wanted.keys():
        _count_change(standing[key].outcome)
        standing[key].delete()
    for key in sorted(wanted.keys() - standing.keys()):
        _count_change(wanted[key])
        _back(version, principle, wanted[key])


def set_values(version: PolicyVersion, outcome: Outcome, refs: Collection[str]) -> None:
    """These values stand behind the outcome and no others, each of this version."""
    wanted = {each.pk: each for each in version.principles.filter(ref__in=refs)}
    if len(wanted) != len(set(refs)):
        raise Refused(say("Choose values of this version"), field="principles")
    standing = {each.principle_id: each for each in outcome.backings.select_related("principle")}
    for key in standing.keys() - wanted.keys():
        _count_change(standing[key].principle)
        standing[key].delete()
    for key in sorted(wanted.keys() - standing.keys()):
        _count_change(wanted[key])
        _back(version, wanted[key], outcome)


def _back(version: PolicyVersion, principle: Principle, outcome: Outcome) -> None:
    Backing.objects.create(owner_id=version.owner_id, root=version.root, principle=principle, outcome=outcome)


def _count_change(other: Outcome | Principle) -> None:
    """Whoever has the other end before them is told that it was changed, and shown both."""
    update(other, version=other.version)
