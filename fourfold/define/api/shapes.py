"""Policies as the API shows and takes them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from django.utils import timezone
from pydantic import Field

from fourfold.define.api.part_shapes import (
    MOST_BEHIND,
    PrincipleShown,
    StrategicCommitmentShown,
    principle_shown,
    strategic_commitment_shown,
)
from fourfold.define.models import Ledger, PolicyState
from fourfold.define.queries.cascades import cascade, outcomes_of_values
from fourfold.define.queries.policies import review_of
from fourfold.define.queries.proxies import in_force
from fourfold.define.queries.spine_things import superseded_by
from fourfold.define.rules.kinds_of_value import DiscountClass, Gains, Lasts, ValueKind
from fourfold.define.rules.review import ReviewState
from fourfold.define.rules.survey_status import SurveyStatus
from fourfold.ground.api.shapes import Figure, Given, Line, Party, Reference, Shown, Words, YesOrNo
from fourfold.ground.kernel.quantities import UNITS

if TYPE_CHECKING:
    from fourfold.define.models import Measure, Outcome, PolicyVersion, Priority, Proxy

UNIT = Annotated[str, Field(description="A unit by its code.", json_schema_extra={"enum": sorted(UNITS)})]


class Source(Shown):
    """Where a figure comes from; `grade` is primary or secondary, `read_on` the day on which it was read there."""

    title: str
    publisher: str
    href: str
    licence: str
    grade: str
    read_on: date


class ValueShown(Shown):
    """Pounds for one unit of the measure, in the prices of the financial year that begins in `price_year`.

    Empty text, and null, mean that the source does not say.
    """

    ref: str
    title: str
    pounds: Figure
    low: Figure | None
    high: Figure | None
    ledger: Ledger
    kind: ValueKind
    gains: Gains
    lasts: Lasts
    once_per_person: bool | None
    discount_class: DiscountClass
    place: str
    method: str
    price_year: int
    source: Source


class MeasureShown(Shown):
    """How an outcome is counted. `supersedes` is the measure of the version before, whose place it takes.

    `framework`, `framework_edition` and `framework_code` say what it was chosen from; of a pack under licence only the
    edition and the code.
    """

    ref: str
    title: str
    unit: str
    counts: str
    evidence: str
    once_per_person: bool
    supersedes: str | None
    framework: str
    framework_edition: str
    framework_code: str
    values: list[ValueShown]


class OutcomeShown(Shown):
    """`principles` are the values and principles that stand behind it."""

    ref: str
    title: str
    principles: list[str]
    measures: list[MeasureShown]


class PriorityShown(Shown):
    """`serves` says how it serves the plan that the policy names."""

    ref: str
    position: int
    title: str
    reason: str
    need: str
    serves: str
    top: bool
    outcomes: list[OutcomeShown]


class VersionLine(Shown):
    """A version without its priorities. `adopted_on` is null before it is adopted."""

    policy: str
    number: int
    organisation: Party
    title: str
    state: PolicyState
    adopted_on: date | None


class VersionShown(VersionLine):
    """A version whole: its words, its priorities, their outcomes, the measures and their values in force.

    `review` and its day are null for a version that does not stand.
    """

    definition: str
    intent: str
    mission_title: str
    mission_href: str
    mission_words: str
    involved: str
    review_years: int
    adopting_body: str
    minute_reference: str
    review_due_on: date | None
    review: ReviewState | None
    principles: list[PrincipleShown]
    priorities: list[PriorityShown]
    strategic_commitments: list[StrategicCommitmentShown]


class PolicyWords(Given):
    title: Annotated[
        Line, Field(max_length=200, description="The policy’s title; it stays once a version was adopted.")
    ]
    definition: Annotated[Words, Field(description="What social value means here, in a sentence.")]
    intent: Words = ""
    review_years: Annotated[
        int, Field(ge=1, le=3, strict=True, description="How often it is reviewed, in years.")
    ]


class PolicyBackground(Given):
    """The plan that the policy serves, and who was involved in writing it."""

    mission_title: Annotated[Line, Field(max_length=200, description="What the plan is called.")] = ""
    mission_href: Annotated[Line, Field(max_length=400, description="Where it is read.")] = ""
    mission_words: Annotated[Words, Field(description="The words of it that are relied on.")] = ""
    involved: Annotated[Words, Field(description="Who was involved in writing it, and how.")] = ""


class SurveyAnswerShown(Shown):
    """What your records answer when a survey asks whether you have a written policy, and how they know.

    `adopted_on` and `review_due_on` are those of the version that stands, null where none does.
    """

    on: date
    status: SurveyStatus
    how_known: str
    adopted_on: date | None
    review_due_on: date | None


class Adoption(Given):
    body: Annotated[Line, Field(max_length=200, description="Who adopts it, such as Cabinet or the Board.")]
    minute: Annotated[
        Line | None,
        Field(max_length=200, description="Where the decision is written down, such as Cabinet, minute 27."),
    ] = None


class PriorityWords(Given):
    title: Annotated[Line, Field(max_length=200)]
    reason: Annotated[Words, Field(description="Why it is one, and who named it.")] = ""
    need: Annotated[
        Words, Field(description="The need here that it answers, with the figures that show it.")
    ] = ""
    serves: Annotated[Words, Field(description="How it serves the plan that the policy names.")] = ""
    top: Annotated[YesOrNo, Field(description="At most three priorities are.")] = False


class OutcomeWords(Given):
    title: Annotated[Line, Field(max_length=250, description="The change that you hope to see.")]
    principles: Annotated[
        list[Reference],
        Field(max_length=MOST_BEHIND, description="The values of the same version that stand behind it."),
    ] = []


class MeasureWords(Given):
    title: Annotated[Line, Field(max_length=250)]
    unit: UNIT
    counts: Annotated[Words, Field(description="What counts and what does not.")]
    evidence: Annotated[Words, Field(description="What proves it.")] = ""
    once_per_person: YesOrNo = False


def version_line(version: PolicyVersion) -> VersionLine:
    return VersionLine(**_line(version))


def version_shown(version: PolicyVersion) -> VersionShown:
    """As many queries whatever the size of its cascade."""
    branches = cascade(version)
    measures = [each for branch in branches for twig in branch.outcomes for each in twig.measures]
    values: dict[int, list[Proxy]] = {}
    for proxy in in_force(each.pk for each in measures).order_by("ledger", "pk"):
        values.setdefault(proxy.measure_id, []).append(proxy)
    before = superseded_by(measures)
    carried = outcomes_of_values(branches)
    reviewed = review_of(version, on=timezone.localdate())
    return VersionShown(
        **_line(version),
        definition=version.definition,
        intent=version.intent,
        mission_title=version.mission_title,
        mission_href=version.mission_href,
        mission_words=version.mission_words,
        involved=version.involved,
        review_years=version.review_years,
        adopting_body=version.adopting_body,
        minute_reference=version.minute_reference,
        review_due_on=None if reviewed is None else reviewed.due_on,
        review=None if reviewed is None else reviewed.state,
        principles=[
            principle_shown(each, [twig.outcome.ref for twig in carried.get(each.pk, ())])
            for each in version.principles.all()
        ],
        strategic_commitments=[
            strategic_commitment_shown(each)
            for each in version.strategic_commitments.select_related("priority")
        ],
        priorities=[
            priority_shown(
                branch.priority,
                [
                    outcome_shown(
                        twig.outcome,
                        [
                            measure_shown(each, before.get(each.supersedes_id or 0), values.get(each.pk, []))
                            for each in twig.measures
                        ],
                        [value.ref for value in twig.values],
                    )
                    for twig in branch.outcomes
                ],
            )
            for branch in branches
        ],
    )


def priority_shown(priority: Priority, outcomes: list[OutcomeShown]) -> PriorityShown:
    return PriorityShown(
        ref=priority.ref,
        position=priority.position,
        title=priority.title,
        reason=priority.reason,
        need=priority.need,
        serves=priority.serves,
        top=priority.top,
        outcomes=outcomes,
    )


def outcome_shown(outcome: Outcome, measures: list[MeasureShown], principles: list[str]) -> OutcomeShown:
    return OutcomeShown(ref=outcome.ref, title=outcome.title, principles=principles, measures=measures)


def measure_shown(measure: Measure, supersedes: str | None, values: list[Proxy]) -> MeasureShown:
    return MeasureShown(
        ref=measure.ref,
        title=measure.title,
        unit=measure.unit,
        counts=measure.counts,
        evidence=measure.evidence,
        once_per_person=measure.once_per_person,
        supersedes=supersedes,
        framework=measure.framework,
        framework_edition=measure.framework_edition,
        framework_code=measure.framework_code,
        values=[value_shown(each) for each in values],
    )


def value_shown(proxy: Proxy) -> ValueShown:
    return ValueShown(
        ref=proxy.ref,
        title=proxy.title,
        pounds=proxy.value,
        low=proxy.low,
        high=proxy.high,
        ledger=Ledger(proxy.ledger),
        kind=ValueKind(proxy.kind),
        gains=Gains(proxy.gains),
        lasts=Lasts(proxy.lasts),
        once_per_person=proxy.once_per_person,
        discount_class=DiscountClass(proxy.discount_class),
        place=proxy.place,
        method=proxy.method,
        price_year=proxy.price_year,
        source=Source(
            title=proxy.source_title,
            publisher=proxy.source_publisher,
            href=proxy.source_href,
            licence=proxy.licence,
            grade=proxy.source_grade,
            read_on=proxy.read_on,
        ),
    )


def _line(version: PolicyVersion) -> dict[str, Any]:
    return {
        "policy": version.policy.ref,
        "number": version.number,
        "organisation": Party(ref=version.owner.ref, name=version.owner.name),
        "title": version.policy.title,
        "state": PolicyState(version.state),
        "adopted_on": version.adopted_on,
    }
