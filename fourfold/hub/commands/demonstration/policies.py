"""Two policies: the council's, and that of a landlord of 1,550 homes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.actions import cascade, policies, proxies
from fourfold.define.queries.adopted_measures import adopted_measures, measure_with
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.hub.commands.demonstration.consultations import VOLUNTEERING, write_second_version

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

    Branch = tuple[str, str, bool, str, tuple[tuple[str, str, str, str, bool], ...]]

APPRENTICESHIPS = "Apprenticeships started"
PLACEMENTS = "Work placements of two weeks or more"
TOOK_PART = "People who took part in supported work"
LASTING_WORK = "People in lasting work after a supported job"
PLEDGE = "Pledge put into community projects"
CARBON = "Carbon saved by cleaner vehicles"
CARBON_READ_ON = date(2026, 11, 23)

# Priority, why, top, outcome, then its measures: title, unit, what counts, what proves it, once per person.
COUNCIL_CASCADE = (
    (
        "Work for people who find it hardest to get",
        "More than one young person in eight here is out of work and learning (invented).",
        True,
        "More local people start and keep work",
        (
            (
                APPRENTICESHIPS,
                "apprenticeships",
                "A start of 13 weeks or more on the contract's work. Taster days do not count.",
                "The training provider's register, names blacked out.",
                True,
            ),
            (
                PLACEMENTS,
                "placements",
                "Ten working days or more. Visits and tours do not count.",
                "A signed record of days, names blacked out.",
                True,
            ),
        ),
    ),
    (
        "Neighbours who help each other",
        "Residents asked for it at three meetings in spring (invented).",
        True,
        "More residents take part in the life of the place",
        (
            (
                VOLUNTEERING,
                "places",
                "A place that somebody was named for.",
                "The hosting organisation's list, counts only.",
                False,
            ),
            (
                PLEDGE,
                "pounds",
                "Money or goods at cost to the supplier, received by a community project. Time at no cost does not count.",
                "The project's receipt.",
                False,
            ),
        ),
    ),
    (
        "Cleaner air",
        "Two streets are above the limit for nitrogen dioxide (invented).",
        False,
        "Contracts pollute less each year",
        (
            (
                CARBON,
                "tonnes_co2e",
                "Saved against the fleet of the contract's first day, by the fuel log.",
                "The fuel log and its factor.",
                False,
            ),
        ),
    ),
)
LANDLORD_CASCADE = (
    (
        "Tenants into work",
        "One household in three has nobody in work (invented).",
        True,
        "Tenants start and keep work",
        (
            (
                APPRENTICESHIPS,
                "apprenticeships",
                "A start of 13 weeks or more, by somebody who lives in one of our homes.",
                "The training provider's register.",
                True,
            ),
            (
                TOOK_PART,
                "people",
                "A first paid week in a supported job. Somebody who starts twice counts once.",
                "The enterprise's list of starters, counts only.",
                True,
            ),
            (
                LASTING_WORK,
                "people",
                "In paid work six months after the supported job ended.",
                "A follow-up record that says how many were reached.",
                True,
            ),
        ),
    ),
)


def adopt_policies(actors: dict[str, Actor], *, on: date) -> None:
    """Each drafted by the lead and adopted by somebody else, so that its yearly review is not yet due.

    The council's is in its second version, a year after the first.
    """
    spring = _last_spring(on)
    _adopt(
        actors["Priya Nair"],
        actors["Grace Okafor"],
        "Getting more from every pound: our social value policy",
        "Social value is what our spending does for people here besides what it buys.",
        "We weigh it in large contracts and ask for it in proportion.",
        COUNCIL_CASCADE,
        "Cabinet",
        spring.replace(year=spring.year - 1),
    )
    write_second_version(actors, on=spring)
    _pound_for_pound(actors["Priya Nair"], _last_spring(on))
    _adopt(
        actors["Joan Pryce"],
        actors["Leo Marsh"],
        "Homes and a fair chance",
        "Social value is what our work does for the people of our 1,550 homes, besides repairing them.",
        "",
        LANDLORD_CASCADE,
        "The Board",
        _last_spring(on),
    )


def _pound_for_pound(lead: Actor, on: date) -> None:
    """The one value that the demonstration can set without borrowing a figure: a pound at cost is a pound spent."""
    with as_tenant(lead.organisation_id):
        pledge = next(each for each in adopted_measures(lead.organisation_id) if each.title == PLEDGE)
        proxies.record(
            by=lead,
            measure=measure_with(pledge.ref),
            title="A pound at cost to the supplier",
            value=Decimal("1.00"),
            low=None,
            high=None,
            ledger="spend",
            price_year=on.year,
            source=proxies.ProxySource(
                title="The measure's own definition: money or goods at cost to the supplier",
                publisher="Fernborough Council (invented)",
                href="",
                licence="Open Government Licence v3.0",
                grade="primary",
                read_on=on,
            ),
        )


def set_values(actors: dict[str, Actor], *, on: date) -> None:
    """Pounds for the one measure with a public figure that the project may pass on; the others stay counts."""
    lead = actors["Priya Nair"]
    with as_tenant(lead.organisation_id):
        wanted = {each.title: each.ref for each in adopted_measures(lead.organisation_id)}
        proxies.record(
            by=lead,
            measure=measure_with(wanted[CARBON]),
            title="A tonne of CO2e not emitted, for a policy appraised in 2025",
            value=Decimal("273.06"),
            low=Decimal("136.53"),
            high=Decimal("409.60"),
            ledger="economic",
            price_year=2022,
            source=proxies.ProxySource(
                title="greenbook, an R package: carbon_values.csv, of Valuation of energy use and greenhouse gas emissions "
                "for appraisal (November 2023), table 3",
                publisher="Charles Coverdale, of the Department for Energy Security and Net Zero",
                href="https://github.com/charlescoverdale/greenbook",
                licence="MIT; the tables are under the Open Government Licence v3.0",
                grade="secondary",
                read_on=min(on, CARBON_READ_ON),
            ),
        )


def _last_spring(on: date) -> date:
    this_year = date(on.year, 4, 14)
    return this_year if this_year <= on else date(on.year - 1, 4, 14)


def _adopt(
    lead: Actor,
    approver: Actor,
    title: str,
    definition: str,
    intent: str,
    branches: tuple[Branch, ...],
    body: str,
    on: date,
) -> None:
    with as_tenant(lead.organisation_id):
        version = policies.start(by=lead, title=title, definition=definition, intent=intent, review_years=1)
        for priority_title, reason, top, outcome_title, measures in branches:
            priority = cascade.add_priority(
                by=lead, version=version, title=priority_title, reason=reason, top=top
            )
            outcome = cascade.add_outcome(by=lead, priority=priority, title=outcome_title)
            for measure_title, unit, counts, evidence, once in measures:
                cascade.add_measure(
                    by=lead,
                    outcome=outcome,
                    title=measure_title,
                    unit=unit,
                    counts=counts,
                    evidence=evidence,
                    once_per_person=once,
                )
        version = policies.put_out_for_comment(by=lead, version=version)
        policies.adopt(by=approver, version=version, body=body, on=on)
