"""All procurements by stage, each with what is due there, for the buyers and for the social value team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, Sum
from django.utils import timezone

from fourfold.define.rules.law.on_record import read_again
from fourfold.ground.kernel.dated_rules import Moment
from fourfold.integrate.models import (
    Ask,
    Award,
    Consideration,
    Contract,
    OpeningKey,
    Procurement,
    ProcurementPriority,
    ProcurementService,
    ProcurementState,
    StoredRuling,
)
from fourfold.integrate.queries.procurements import state_at
from fourfold.integrate.rules.record_days import record_days
from fourfold.integrate.rules.stage_artefacts import STAGE_OF_STATE, Queue, Stage, Standing, artefacts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fourfold.integrate.rules.record_days import RecordDay
    from fourfold.integrate.rules.stage_artefacts import Artefact


@dataclass(frozen=True, slots=True)
class InThePipeline:
    """`to_record` are what the law has recorded or published by a day that is known, the soonest first."""

    procurement: Procurement
    state: ProcurementState
    due: tuple[Artefact, ...]
    done: tuple[Artefact, ...]
    to_record: tuple[RecordDay, ...]


def pipeline(owner: int, stage: Stage, *, at: datetime) -> QuerySet[Procurement]:
    """Those that stand at the stage by the clock, the nearest closing time or beginning first."""
    states = [state for state, its_stage in STAGE_OF_STATE.items() if its_stage is stage]
    past = Q(state=ProcurementState.OPEN, bids_close_at__lt=at)
    here = Q(state__in=states)
    if stage is Stage.TENDER:
        here &= ~past
    elif stage is Stage.EVALUATE:
        here |= past
    return (
        Procurement.objects.filter(here, owner_id=owner)
        .defer("description")
        .annotate(
            considered=Exists(Consideration.objects.filter(procurement=OuterRef("pk"))),
            has_service=Exists(ProcurementService.objects.filter(procurement=OuterRef("pk"))),
            ruled=Exists(StoredRuling.objects.filter(procurement=OuterRef("pk"))),
            has_priorities=Exists(ProcurementPriority.objects.filter(procurement=OuterRef("pk"))),
            has_asks=Exists(Ask.objects.filter(procurement=OuterRef("pk"))),
            proposed=Exists(Award.objects.filter(procurement=OuterRef("pk"), set_aside_because="")),
            weights=Sum("criteria__weight"),
        )
        .order_by(F("bids_close_at").asc(nulls_last=True), F("starts_on").asc(nulls_last=True), "pk")
    )


def how_many_at(owner: int, *, at: datetime) -> dict[Stage, int]:
    return {stage: pipeline(owner, stage, at=at).order_by().count() for stage in Stage}


def in_the_pipeline(
    procurements: Sequence[Procurement], *, at: datetime, queue: Queue | None = None
) -> list[InThePipeline]:
    """`procurements` as `pipeline` gives them; what is due of the queue that is asked for, or of both."""
    days = _days_to_record([each.pk for each in procurements], today=timezone.localdate(at))
    found = []
    for each in procurements:
        state = state_at(each, at)
        all_of_them = [one for one in artefacts(_standing(each, state)) if queue in (None, one.queue)]
        found.append(
            InThePipeline(
                procurement=each,
                state=state,
                due=tuple(one for one in all_of_them if not one.done),
                done=tuple(one for one in all_of_them if one.done),
                to_record=days.get(each.pk, ()),
            )
        )
    return found


def _standing(procurement: Procurement, state: ProcurementState) -> Standing:
    row: dict[str, Any] = procurement.__dict__
    closes = procurement.bids_close_at
    return Standing(
        state=state.value,
        considered=bool(row["considered"]),
        service=bool(row["has_service"]),
        ruled=bool(row["ruled"]),
        priorities=bool(row["has_priorities"]),
        weights=row["weights"] or 0,
        asks=bool(row["has_asks"]),
        closes_on=None if closes is None else timezone.localdate(closes),
        starts_on=procurement.starts_on,
        award_proposed=bool(row["proposed"]),
    )


def _days_to_record(procurements: Sequence[int], *, today: date) -> dict[int, tuple[RecordDay, ...]]:
    """Of the latest ruling of each, what has a day from today on or not long past; four questions for however many."""
    moments: dict[int, dict[Moment, date]] = {pk: {} for pk in procurements}
    latest: dict[int, StoredRuling] = {}
    for ruling in StoredRuling.objects.filter(procurement__in=procurements).order_by("number"):
        latest[ruling.procurement_id] = ruling
    for pk, opened in OpeningKey.objects.filter(procurement__in=procurements).values_list(
        "procurement", "made_at"
    ):
        moments[pk][Moment.TENDER] = timezone.localdate(opened)
    awards = Award.objects.filter(procurement__in=procurements, set_aside_because="").exclude(
        approved_on=None
    )
    for pk, approved in awards.values_list("procurement", "approved_on"):
        if approved is not None:
            moments[pk][Moment.AWARD] = approved
    signed_on = Contract.objects.filter(procurement__in=procurements).order_by("-signed_on")
    for contract_of, signed in signed_on.values_list("procurement", "signed_on"):
        if contract_of is not None:
            moments[contract_of][Moment.CONTRACT] = signed
    found: dict[int, tuple[RecordDay, ...]] = {}
    for pk, ruling in latest.items():
        said = read_again(ruling.body)
        days = record_days(said.rulings, moments={Moment.BEGINS: said.facts.on, **moments[pk]}, today=today)
        found[pk] = tuple(day for day in days if day.on is not None and day.on >= today)
    return found
