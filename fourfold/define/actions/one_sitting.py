"""A policy in one sitting: answers kept page by page, and the ordinary draft that is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.define.actions import cascade, policies
from fourfold.define.actions.principles import add_principle
from fourfold.define.actions.strategic_commitments import add_commitment
from fourfold.define.models import PolicyVersion, Sitting
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import change, update

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fourfold.define.rules.one_sitting import WholePolicy
    from fourfold.ground.people.actor import Actor


def keep(*, by: Actor, answers: Mapping[str, Any], at: datetime) -> Sitting:
    """Adds these answers to those that `by` has given so far."""
    policies.check_can_start(by)
    reason = say("Kept answers for a policy in one sitting")
    with change(by=by, owner=by.organisation_id, reason=reason):
        policies.check_can_start(by)
        sitting = Sitting.objects.filter(owner_id=by.organisation_id, person_id=by.person_id).first()
        if sitting is None:
            ref = new_reference()
            return Sitting.objects.create(
                owner_id=by.organisation_id,
                ref=ref,
                root=ref,
                person_id=by.person_id,
                answers=dict(answers),
                kept_at=at,
            )
        return update(sitting, version=sitting.version, answers={**sitting.answers, **answers}, kept_at=at)


def make_draft(*, by: Actor, policy: WholePolicy) -> PolicyVersion:
    """An ordinary draft, to be changed, put out for comment and adopted as any other. The answers are deleted with it."""
    policies.check_can_start(by)
    with change(by=by, owner=by.organisation_id, reason=say("Wrote a policy in one sitting")):
        version = policies.start(
            by=by,
            title=policy.title,
            definition=policy.definition,
            intent=policy.intent,
            review_years=policy.review_years,
        )
        if policy.body:
            version = update(version, version=version.version, adopting_body=policy.body)
        values = {
            each.title: add_principle(by=by, version=version, title=each.title, words=each.words).ref
            for each in policy.principles
        }
        for each in policy.priorities:
            priority = cascade.add_priority(
                by=by, version=version, title=each.title, reason=each.reason, need=each.need, top=each.top
            )
            for hoped in each.outcomes:
                outcome = cascade.add_outcome(
                    by=by,
                    priority=priority,
                    title=hoped.title,
                    principles=[values[title] for title in hoped.values],
                )
                for measure in hoped.measures:
                    cascade.add_measure(
                        by=by,
                        outcome=outcome,
                        title=measure.title,
                        unit=measure.unit,
                        counts=measure.counts,
                        evidence=measure.evidence,
                        once_per_person=measure.once_per_person,
                    )
        for commitment in policy.commitments:
            add_commitment(
                by=by,
                version=version,
                title=commitment.title,
                answers=commitment.answers,
                due_on=commitment.due_on,
                priority="",
            )
        Sitting.objects.filter(owner_id=by.organisation_id, person_id=by.person_id).delete()
        return PolicyVersion.objects.select_related("policy").get(pk=version.pk)
