"""Where an organisation stands on each of the four steps, counted from its own records."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.queries.cascades import cascade, gaps_of
from fourfold.define.queries.policies import adopted_version, draft_version
from fourfold.ground.organisations.tables import Sector
from fourfold.integrate.queries.procurements import share_considered
from fourfold.measure.queries.standing import organisation_figures
from fourfold.partner.queries.deliveries import all_seen, to_verify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.measure.queries.standing import MeasureFigures

BUYERS = frozenset({Sector.LOCAL_AUTHORITY, Sector.HOUSING_ASSOCIATION, Sector.OTHER_PUBLIC})


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """One step: a figure printed large with what it counts, how full its picture is (None: not known), the next action."""

    step: str
    figure: str
    label: str
    state: str
    href: str
    action: str
    share: Decimal | None

    def as_row(self) -> dict[str, object]:
        return {
            name: getattr(self, name)
            for name in ("step", "figure", "label", "state", "href", "action", "share")
        }


def journey_of(by: Actor, *, on: date) -> list[JourneyStep]:
    """The four steps of a buyer; `journeys_of_others` has those of suppliers and of the community."""
    return [_define(by), _integrate(by), _partner(by), _measure(by, on)]


def is_buyer(by: Actor) -> bool:
    return by.sector in BUYERS


def _define(by: Actor) -> JourneyStep:
    adopted = adopted_version(by.organisation_id)
    if adopted is not None:
        branches = cascade(adopted)
        measures = sum(branch.measures for branch in branches)
        return JourneyStep(
            "Define",
            str(measures),
            "measure in the adopted policy" if measures == 1 else "measures in the adopted policy",
            "1 priority" if len(branches) == 1 else f"{len(branches)} priorities",
            "/define/",
            "Read the policy",
            Decimal(1),
        )
    draft = draft_version(by.organisation_id)
    if draft is not None:
        missing = len(gaps_of(draft))
        return JourneyStep(
            "Define",
            str(missing),
            "gap in the draft policy" if missing == 1 else "gaps in the draft policy",
            "Not adopted yet",
            "/define/",
            "Go on with the policy",
            Decimal("0.5"),
        )
    return JourneyStep("Define", "0", "policies", "No policy yet", "/define/", "Write the policy", Decimal(0))


def _integrate(by: Actor) -> JourneyStep:
    considered = share_considered(by.organisation_id)
    if considered.of == 0:
        return JourneyStep(
            "Integrate",
            "0",
            "procurements",
            "None begun yet",
            "/integrate/",
            "Begin a procurement",
            None,
        )
    share = Decimal(considered.considered) / considered.of
    return JourneyStep(
        "Integrate",
        f"{share:.0%}",
        "of procurements with social value considered",
        f"{considered.considered} of {considered.of}",
        "/integrate/",
        "See procurements",
        share,
    )


def _partner(by: Actor) -> JourneyStep:
    reported = all_seen(by.organisation_id).count()
    waiting = to_verify(by.organisation_id).count()
    if reported == 0:
        return JourneyStep(
            "Partner",
            "0",
            "deliveries reported",
            "Nothing reported yet",
            "/contracts/",
            "See contracts",
            None,
        )
    return JourneyStep(
        "Partner",
        str(waiting),
        "delivery waits for verification" if waiting == 1 else "deliveries wait for verification",
        f"{reported} reported in all",
        "/partner/",
        "Look at the evidence" if waiting else "Look at deliveries",
        Decimal(reported - waiting) / reported,
    )


def _measure(by: Actor, on: date) -> JourneyStep:
    """The share verified of what is due, of the measure that is furthest behind: unlike things are not added."""
    return measure_step(organisation_figures(by.organisation_id, on=on))


def measure_step(measures: Sequence[MeasureFigures]) -> JourneyStep:
    """The same for what an organisation promised as for what was promised to it."""
    shares = [(found.share, found.measure_title) for found in measures if found.share is not None]
    if not shares:
        return JourneyStep(
            "Measure",
            "Nothing",
            "is due yet",
            "No commitment has fallen due",
            "/measure/",
            "See measure",
            None,
        )
    behind, title = min(shares)
    return JourneyStep(
        "Measure",
        f"{behind:.0%}",
        "verified of what is due, in the measure furthest behind",
        title,
        "/measure/",
        "See every measure",
        behind,
    )
