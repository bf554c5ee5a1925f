"""Where an organisation stands on each of the four steps, counted from its own records."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.queries.cascades import cascade, gaps_of
from fourfold.define.queries.policies import adopted_version, draft_version
from fourfold.ground.kernel.said import say
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
            say("Define"),
            str(measures),
            say("measure in the adopted policy") if measures == 1 else say("measures in the adopted policy"),
            say("1 priority") if len(branches) == 1 else say("{number} priorities", number=len(branches)),
            "/define/",
            say("Read the policy"),
            Decimal(1),
        )
    draft = draft_version(by.organisation_id)
    if draft is not None:
        missing = len(gaps_of(draft))
        return JourneyStep(
            say("Define"),
            str(missing),
            say("gap in the draft policy") if missing == 1 else say("gaps in the draft policy"),
            say("Not adopted yet"),
            "/define/",
            say("Go on with the policy"),
            Decimal("0.5"),
        )
    return JourneyStep(
        say("Define"), "0", "policies", say("No policy yet"), "/define/", say("Write the policy"), Decimal(0)
    )


def _integrate(by: Actor) -> JourneyStep:
    considered = share_considered(by.organisation_id)
    if considered.of == 0:
        return JourneyStep(
            say("Integrate"),
            "0",
            "procurements",
            say("None begun yet"),
            "/integrate/",
            say("Begin a procurement"),
            None,
        )
    share = Decimal(considered.considered) / considered.of
    return JourneyStep(
        say("Integrate"),
        f"{share:.0%}",
        say("of procurements with social value considered"),
        say("{considered} of {of}", considered=considered.considered, of=considered.of),
        "/integrate/",
        say("See procurements"),
        share,
    )


def _partner(by: Actor) -> JourneyStep:
    reported = all_seen(by.organisation_id).count()
    waiting = to_verify(by.organisation_id).count()
    if reported == 0:
        return JourneyStep(
            say("Partner"),
            "0",
            say("deliveries reported"),
            say("Nothing reported yet"),
            "/contracts/",
            say("See contracts"),
            None,
        )
    return JourneyStep(
        say("Partner"),
        str(waiting),
        say("delivery waits for verification") if waiting == 1 else say("deliveries wait for verification"),
        say("{reported} reported in all", reported=reported),
        "/partner/",
        say("Look at the evidence") if waiting else say("Look at deliveries"),
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
            say("Measure"),
            say("Nothing"),
            say("is due yet"),
            say("No commitment has fallen due"),
            "/measure/",
            say("See measure"),
            None,
        )
    behind, title = min(shares)
    return JourneyStep(
        say("Measure"),
        f"{behind:.0%}",
        say("verified of what is due, in the measure furthest behind"),
        title,
        "/measure/",
        say("See every measure"),
        behind,
    )
