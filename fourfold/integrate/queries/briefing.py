"""What one who speaks for a service is told: what it is buying, and which promises fall due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Min, Sum
from django.urls import reverse

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.ground.kernel.said import say
from fourfold.ground.spine.briefings import BriefingLine, BriefingPart
from fourfold.integrate.models import (
    ENDED_WITHOUT,
    CommitmentQuarter,
    CommitmentState,
    Procurement,
    ProcurementState,
)
from fourfold.integrate.queries.commitments import HUNDREDTH

if TYPE_CHECKING:
    from datetime import date

# A quarter ahead, so that nothing falls between two briefings of a quarterly meeting.
AHEAD = timedelta(days=92)
MOST_LINES = 12
_OVER = (ProcurementState.CONTRACTED, *ENDED_WITHOUT)


def parts_of_briefing(*, organisation: int, service: int | None, on: date) -> list[BriefingPart]:
    """Procurements that are not over, the latest first; commitments due within a quarter, the soonest first."""
    buying = Procurement.objects.filter(owner_id=organisation).exclude(state__in=_OVER)
    due = (
        CommitmentQuarter.objects.filter(
            owner_id=organisation, due_on__range=(on, on + AHEAD), quantity__gt=0
        )
        .exclude(commitment__state=CommitmentState.WAIVED)
        .order_by()
    )
    if service is not None:
        buying = buying.filter(for_service__service=service)
        due = due.filter(commitment__contract__procurement__for_service__service=service)
    counted = buying.count()
    procurements = [
        BriefingLine(each.title, each.get_state_display(), reverse("procurement", kwargs={"ref": each.ref}))
        for each in buying.order_by("-pk")[:MOST_LINES]
    ]
    if counted > MOST_LINES:
        procurements.append(
            BriefingLine(say("And others"), str(counted - MOST_LINES), reverse("procurements"))
        )
    columns = (
        "commitment__contract__ref",
        "commitment__contract__title",
        "commitment__number",
        "commitment__measure__title",
        "commitment__measure__unit",
    )
    grouped = due.values_list(*columns).annotate(first=Min("due_on"), total=Sum("quantity")).order_by("first")
    found = list(grouped[: MOST_LINES + 1])
    promises = [
        BriefingLine(
            say(
                "{measure}, {contract}: due from {day}", measure=measure, contract=title, day=day_text(first)
            ),
            str(Quantity(total.quantize(HUNDREDTH), unit_of(unit))),
            # The page stands on a higher storey; its address never moves.
            f"/contracts/{ref}/commitments/{number}/",
        )
        for ref, title, number, measure, unit, first, total in found[:MOST_LINES]
    ]
    if len(found) > MOST_LINES:
        promises.append(
            BriefingLine(say("And others"), str(grouped.count() - MOST_LINES), reverse("integrate"))
        )
    return [
        BriefingPart(
            say("What is being bought"), tuple(procurements), say("Nothing is being bought at the moment.")
        ),
        BriefingPart(
            say("Promises that fall due by {day}", day=day_text(on + AHEAD)),
            tuple(promises),
            say("No promise falls due."),
        ),
    ]
