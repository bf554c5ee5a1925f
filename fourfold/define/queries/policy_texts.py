"""A version of a policy as plain values, as far as the reader may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.models import PolicyState
from fourfold.define.queries.cascades import cascade
from fourfold.define.queries.consultations import names_under, shown_comments
from fourfold.define.queries.defaults import lines_of
from fourfold.define.queries.policies import review_of
from fourfold.define.queries.spine_things import superseded_by
from fourfold.define.rules.policy_text import (
    AskedText,
    CommentText,
    CommitmentText,
    MeasureText,
    OutcomeText,
    PolicyText,
    PrincipleText,
    PriorityText,
)
from fourfold.define.rules.suggestions import line_words
from fourfold.ground.kernel.quantities import unit_of

if TYPE_CHECKING:
    from datetime import date

    from fourfold.define.models import PolicyVersion

STOOD = frozenset({PolicyState.ADOPTED, PolicyState.SUPERSEDED})


def policy_text(version: PolicyVersion, *, on: date) -> PolicyText:
    """Whole, in eleven queries, whatever its size."""
    branches = cascade(version)
    before = superseded_by(
        [measure for branch in branches for twig in branch.outcomes for measure in twig.measures]
    )
    review = review_of(version, on=on)
    return PolicyText(
        title=version.policy.title,
        owner=version.owner.name,
        number=version.number,
        state=version.get_state_display(),
        stands=version.state in STOOD,
        definition=version.definition,
        intent=version.intent,
        mission_title=version.mission_title,
        mission_href=version.mission_href,
        mission_words=version.mission_words,
        involved=version.involved,
        principles=tuple(PrincipleText(each.title, each.words) for each in version.principles.all()),
        priorities=tuple(
            PriorityText(
                title=branch.priority.title,
                need=branch.priority.need,
                reason=branch.priority.reason,
                top=branch.priority.top,
                outcomes=tuple(
                    OutcomeText(
                        twig.outcome.title,
                        tuple(
                            MeasureText(
                                ref=measure.ref,
                                title=measure.title,
                                unit=unit_of(measure.unit).plural,
                                counts=measure.counts,
                                evidence=measure.evidence,
                                once_per_person=measure.once_per_person,
                                supersedes=before.get(measure.supersedes_id or 0, ""),
                            )
                            for measure in twig.measures
                        ),
                        tuple(value.title for value in twig.values),
                    )
                    for twig in branch.outcomes
                ),
                serves=branch.priority.serves,
            )
            for branch in branches
        ),
        asked=tuple(
            AskedText(line_words(line.said), line.priority.title, line.because) for line in lines_of(version)
        ),
        limits=tuple(step.title for step in version.contract_steps.all()),
        commitments=tuple(
            CommitmentText(
                each.number,
                each.title,
                each.answers,
                each.due_on,
                "" if each.priority is None else each.priority.title,
            )
            for each in version.strategic_commitments.select_related("priority")
        ),
        co_signers=tuple(names_under(version)),
        comments=tuple(
            CommentText(
                each.said_for,
                each.about,
                each.words,
                None if not each.answer else each.answer_kind == "changed",
                each.answer,
            )
            for each in shown_comments(version)
        ),
        review_years=version.review_years,
        adopted_on=version.adopted_on,
        adopting_body=version.adopting_body if version.adopted_on else "",
        minute_reference=version.minute_reference,
        review_due_on=None if review is None else review.due_on,
    )
