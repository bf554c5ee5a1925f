"""The priorities of a policy, their outcomes, what counts them and what that is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from fourfold.define.actions import cascade, proxies
from fourfold.define.actions.proxies import ProxySource
from fourfold.define.actions.proxy_details import ProxyDetail
from fourfold.define.api.shapes import (
    MeasureShown,
    MeasureWords,
    OutcomeShown,
    OutcomeWords,
    PriorityShown,
    PriorityWords,
    ValueShown,
    measure_shown,
    outcome_shown,
    priority_shown,
    value_shown,
)
from fourfold.define.models import Backing, Ledger, Outcome
from fourfold.define.queries.policies import version_numbered
from fourfold.define.queries.proxies import history_of, in_force
from fourfold.define.queries.spine_things import measure_with, outcome_with, priority_with, superseded_by
from fourfold.define.rules.kinds_of_value import DiscountClass, Gains, Lasts
from fourfold.ground.api.etags import check_unchanged, shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.paging import Where, page, part_of
from fourfold.ground.api.shapes import Amount, Day, Given, Line, Number, Page, Reference, Words, YesOrNo
from fourfold.ground.people.token_table import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel

    from fourfold.define.models import Measure, Priority

router = Router(tags=["Priorities, outcomes and measures"])

READ, WRITE = Scope.DEFINE_READ, Scope.DEFINE_WRITE


class SourceGiven(Given):
    title: Annotated[Line, Field(max_length=300)]
    publisher: Annotated[Line, Field(max_length=200)]
    href: Annotated[
        Line, Field(max_length=400, description="Where it is read, beginning with https:// or http://.")
    ] = ""
    licence: Annotated[Line, Field(max_length=120)]
    grade: Literal["primary", "secondary"]
    read_on: Day


class ValueGiven(Given):
    """Pounds for one unit. `after` is the reference of the latest value that you know of, empty for none."""

    title: Annotated[Line, Field(max_length=250)] = ""
    pounds: Amount
    low: Amount | None = None
    high: Amount | None = None
    ledger: Ledger
    price_year: Annotated[int, Field(ge=1990, le=2100, strict=True)]
    source: SourceGiven
    gains: Gains = Gains.NOT_STATED
    lasts: Lasts = Lasts.NOT_STATED
    once_per_person: YesOrNo | None = None
    discount_class: DiscountClass = DiscountClass.STANDARD
    place: Annotated[Line, Field(max_length=200)] = ""
    method: Annotated[Words, Field(max_length=5_000)] = ""
    after: Reference | None = None


@operation(
    router, "post", "/policies/{ref}/versions/{number}/priorities", scope=WRITE, answer=PriorityShown,
    status=201,
)  # fmt: skip
def add_priority(request: HttpRequest, ref: Reference, number: Number, given: PriorityWords) -> HttpResponse:
    """Add a priority to a draft.

    At most three priorities are top ones.
    """
    version = found(version_numbered(policy_ref=ref, number=number))
    added = cascade.add_priority(by=caller(request), version=version, **given.model_dump())
    return shown(request, priority_shown(added, []), status=201)


@operation(router, "get", "/priorities/{ref}", scope=READ, answer=PriorityShown, public=True)
def read_priority(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read a priority with its outcomes and measures."""
    return shown(request, _priority(found(priority_with(ref))))


@operation(router, "put", "/priorities/{ref}", scope=WRITE, answer=PriorityShown, guarded=True)
def write_priority(request: HttpRequest, ref: Reference, given: PriorityWords) -> HttpResponse:
    """Change a priority of a draft."""
    priority = found(priority_with(ref))
    check_unchanged(request, _priority(priority))
    changed = cascade.edit_priority(
        by=caller(request), priority=priority, seen=priority.version, **given.model_dump()
    )
    return shown(request, _priority(changed))


@operation(router, "delete", "/priorities/{ref}", scope=WRITE, answer=None, status=204, guarded=True)
def remove_priority(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Remove a priority of a draft, with its outcomes and measures."""
    priority = found(priority_with(ref))
    check_unchanged(request, _priority(priority))
    cascade.remove_priority(by=caller(request), priority=priority, seen=priority.version)
    return HttpResponse(status=204)


@operation(router, "post", "/priorities/{ref}/outcomes", scope=WRITE, answer=OutcomeShown, status=201)
def add_outcome(request: HttpRequest, ref: Reference, given: OutcomeWords) -> HttpResponse:
    """Add an outcome to a priority of a draft."""
    priority = found(priority_with(ref))
    added = cascade.add_outcome(by=caller(request), priority=priority, **given.model_dump())
    return shown(request, _outcome(added), status=201)


@operation(router, "get", "/outcomes/{ref}", scope=READ, answer=OutcomeShown, public=True)
def read_outcome(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read an outcome with its measures."""
    return shown(request, _outcome(found(outcome_with(ref))))


@operation(router, "put", "/outcomes/{ref}", scope=WRITE, answer=OutcomeShown, guarded=True)
def write_outcome(request: HttpRequest, ref: Reference, given: OutcomeWords) -> HttpResponse:
    """Change an outcome of a draft."""
    outcome = found(outcome_with(ref))
    check_unchanged(request, _outcome(outcome))
    changed = cascade.edit_outcome(
        by=caller(request), outcome=outcome, seen=outcome.version, **given.model_dump()
    )
    return shown(request, _outcome(changed))


@operation(router, "delete", "/outcomes/{ref}", scope=WRITE, answer=None, status=204, guarded=True)
def remove_outcome(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Remove an outcome of a draft, with its measures."""
    outcome = found(outcome_with(ref))
    check_unchanged(request, _outcome(outcome))
    cascade.remove_outcome(by=caller(request), outcome=outcome, seen=outcome.version)
    return HttpResponse(status=204)


@operation(router, "post", "/outcomes/{ref}/measures", scope=WRITE, answer=MeasureShown, status=201)
def add_measure(request: HttpRequest, ref: Reference, given: MeasureWords) -> HttpResponse:
    """Add a measure to an outcome of a draft."""
    outcome = found(outcome_with(ref))
    added = cascade.add_measure(by=caller(request), outcome=outcome, **given.model_dump())
    return shown(request, measure_shown(added, None, []), status=201)


@operation(router, "get", "/measures/{ref}", scope=READ, answer=MeasureShown, public=True)
def read_measure(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read a measure with its values in force."""
    return shown(request, _measure(found(measure_with(ref))))


@operation(router, "put", "/measures/{ref}", scope=WRITE, answer=MeasureShown, guarded=True)
def write_measure(request: HttpRequest, ref: Reference, given: MeasureWords) -> HttpResponse:
    """Change a measure of a draft."""
    measure = found(measure_with(ref))
    check_unchanged(request, _measure(measure))
    changed = cascade.edit_measure(
        by=caller(request), measure=measure, seen=measure.version, **given.model_dump()
    )
    return shown(request, _measure(changed))


@operation(router, "delete", "/measures/{ref}", scope=WRITE, answer=None, status=204, guarded=True)
def remove_measure(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Remove a measure of a draft."""
    measure = found(measure_with(ref))
    check_unchanged(request, _measure(measure))
    cascade.remove_measure(by=caller(request), measure=measure, seen=measure.version)
    return HttpResponse(status=204)


@operation(router, "get", "/measures/{ref}/values", scope=READ, answer=Page[ValueShown], public=True)
def list_values(request: HttpRequest, ref: Reference, where: Query[Where]) -> HttpResponse:
    """List every value that was ever set for a measure.

    The latest first; a value is never changed, only superseded.
    """
    part = part_of(history_of(found(measure_with(ref)).pk), where)
    return page(request, [value_shown(each) for each in part.rows], part.next_cursor)


@operation(router, "post", "/measures/{ref}/values", scope=WRITE, answer=ValueShown, status=201)
def set_value(request: HttpRequest, ref: Reference, given: ValueGiven) -> HttpResponse:
    """Set the value of a measure in a ledger.

    No figure without its source. Refused where somebody set another since the one that `after` names.
    """
    set_now = proxies.record(
        by=caller(request),
        measure=found(measure_with(ref)),
        title=given.title,
        value=given.pounds,
        low=given.low,
        high=given.high,
        ledger=given.ledger,
        price_year=given.price_year,
        source=ProxySource(**given.source.model_dump()),
        detail=ProxyDetail(
            gains=given.gains,
            lasts=given.lasts,
            once_per_person=given.once_per_person,
            discount_class=given.discount_class,
            place=given.place,
            method=given.method,
        ),
        after=given.after or "",
    )
    return shown(request, value_shown(set_now), status=201)


def _behind() -> Prefetch[str]:
    """What stands behind each outcome, in the order of the policy's values."""
    backings = Backing.objects.select_related("principle")
    return Prefetch("backings", backings.order_by("principle__position", "principle"))


def _priority(priority: Priority) -> BaseModel:
    outcomes = list(priority.outcomes.prefetch_related("measures", _behind()))
    return priority_shown(priority, _outcomes(outcomes))


def _outcome(outcome: Outcome) -> BaseModel:
    (only,) = _outcomes(list(Outcome.objects.filter(pk=outcome.pk).prefetch_related("measures", _behind())))
    return only


def _outcomes(outcomes: Sequence[Outcome]) -> list[OutcomeShown]:
    measures = {each.pk: each for outcome in outcomes for each in outcome.measures.all()}
    drawn = {each.ref: each for each in _measures(list(measures.values()))}
    return [
        outcome_shown(
            outcome,
            [drawn[each.ref] for each in outcome.measures.all()],
            [each.principle.ref for each in outcome.backings.all()],
        )
        for outcome in outcomes
    ]


def _measure(measure: Measure) -> BaseModel:
    (only,) = _measures([measure])
    return only


def _measures(measures: Sequence[Measure]) -> list[MeasureShown]:
    before = superseded_by(measures)
    standing = list(in_force(each.pk for each in measures).order_by("ledger", "pk"))
    return [
        measure_shown(
            each,
            before.get(each.supersedes_id or 0),
            [proxy for proxy in standing if proxy.measure_id == each.pk],
        )
        for each in measures
    ]
