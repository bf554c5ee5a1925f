"""Pledges of opened bids beside what the contract's staff, length and value make feasible; and what bidders were asked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fourfold.ground.kernel.parameters import Known
from fourfold.ground.parameters import parameter
from fourfold.integrate.models import BidClarification, ContractStaff, Offer, ProcurementState
from fourfold.integrate.queries.bids import judged_bids
from fourfold.integrate.rules.asked import AskKind
from fourfold.integrate.rules.feasibility import (
    Figures,
    Finding,
    Pledge,
    Size,
    feasibility,
    together,
    years_of,
)

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.kernel.sources import Source
    from fourfold.integrate.models import OpenedBid, Procurement

WEEK = "counting.full_time_week"
LEAVE = "feasibility.statutory_leave_days"
WAGE = "feasibility.lowest_wage"
APPRENTICE_WAGE = "feasibility.lowest_apprentice_wage"
APPRENTICESHIP = "feasibility.shortest_apprenticeship_months"


@dataclass(frozen=True, slots=True)
class FigureUsed:
    title: str
    value: Decimal
    unit: str
    checked_on: date
    source: Source


@dataclass(frozen=True, slots=True)
class OfBid:
    """The findings of one bid's pledges. `cost`: what those whose cost is known cost at least together."""

    opened_bid: OpenedBid
    findings: tuple[Finding, ...]
    cost: Fraction
    share_of_value: Fraction | None


@dataclass(frozen=True, slots=True)
class Feasibility:
    size: Size
    staff: ContractStaff | None
    bids: tuple[OfBid, ...]
    figures: tuple[FigureUsed, ...]


def contract_size(procurement: Procurement, staff: ContractStaff | None) -> Size:
    """The estimate that everyone was told, never a bid's own price: that is not shown before the points are locked."""
    years = None
    if procurement.starts_on and procurement.ends_on:
        years = years_of(procurement.starts_on, procurement.ends_on)
    return Size(procurement.amount, years, None if staff is None else staff.full_time)


def figures_used(*, on: date) -> tuple[FigureUsed, ...]:
    """Each as it was on that day, or as it was checked last where that was before."""
    found = []
    for key in (WEEK, LEAVE, WAGE, APPRENTICE_WAGE, APPRENTICESHIP):
        figure = parameter(key)
        day = max(min(on, figure.still_in_force_on), min(figure.values))
        known = figure.at(day)
        if isinstance(known, Known):
            found.append(
                FigureUsed(figure.description, known.value, key, figure.still_in_force_on, known.source)
            )
    return tuple(found)


def feasibility_of(procurement: Procurement, *, on: date) -> Feasibility:
    """A constant number of queries. By bidder's name; the pledges in the order in which they were asked for."""
    staff = ContractStaff.objects.filter(procurement=procurement).select_related("said_by").first()
    size = contract_size(procurement, staff)
    used = figures_used(on=on)
    by_key = {each.unit: each.value for each in used}
    figures = Figures(
        by_key[WEEK], by_key[LEAVE], by_key[WAGE], by_key.get(APPRENTICE_WAGE), by_key.get(APPRENTICESHIP)
    )
    findings: dict[int, list[Finding]] = {}
    # Pounds of a pledged percentage would give the price away before moderation has closed.
    offers = Offer.objects.filter(
        opened_bid__procurement=procurement, quantity__gt=0, kind=AskKind.QUANTITY.value
    )
    for offer in offers.select_related("ask__measure").order_by("ask__pk"):
        pledge = Pledge(
            offer.ref, offer.ask.measure.title, offer.ask.measure.unit, offer.quantity or Decimal(0)
        )
        findings.setdefault(offer.opened_bid_id, []).append(feasibility(pledge, size, figures))
    bids = judged_bids(procurement).defer("price").select_related("bidder").order_by("bidder__name")
    rows = []
    for bid in bids:
        found = tuple(findings.get(bid.pk, ()))
        cost = together(found)
        rows.append(OfBid(bid, found, cost, cost / Fraction(size.value) if size.value else None))
    return Feasibility(size, staff, tuple(rows), used)


def clarifications_of(procurement: Procurement) -> list[BidClarification]:
    """Those asked by the buyer, the latest first."""
    return list(
        BidClarification.objects.filter(procurement=procurement, owner_id=procurement.owner_id)
        .select_related("bidder", "asked_by", "answered_by")
        .order_by("-pk")
    )


def question_about_bid(*, procurement: str, ref: str) -> BidClarification | None:
    """For the buyer and for the bidder that was asked, each as the tenant of the moment."""
    found: BidClarification | None = (
        BidClarification.objects.filter(procurement__ref=procurement, ref=ref)
        .select_related("procurement__owner", "bidder", "answered_by")
        .first()
    )
    return found


def questions_waiting(bidder: int) -> list[BidClarification]:
    """What that organisation was asked about its bids and has not answered, the soonest day first."""
    return list(
        BidClarification.objects.filter(
            bidder_id=bidder,
            answered_at=None,
            procurement__state__in=(ProcurementState.OPENED, ProcurementState.EVALUATING),
        )
        .select_related("procurement")
        .order_by("answer_by", "pk")
    )
