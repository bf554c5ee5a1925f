"""The award that was decided with another portal: proposed here with its evidence, approved as any other, then signed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.files.actions import all_ready, take_in
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.conflicts import check_assessed_since_opening, check_assessment_stands
from fourfold.integrate.actions.elsewhere_back import check_can_bring_back
from fourfold.integrate.actions.interests import check_free_of_interest
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import Award, ElsewhereScore, Offer, OpenedBid, ProcurementState
from fourfold.integrate.queries.elsewhere import AWARD_EVIDENCE, elsewhere_of, social_criteria
from fourfold.integrate.queries.method import ask_said
from fourfold.integrate.rules.bid_document import read_bid
from fourfold.integrate.rules.offered import opened_offer

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import ElsewhereBid, Procurement


@dataclass(frozen=True, slots=True)
class Decided:
    """`value` is in pounds without VAT. `standstill_until` is empty where none was held."""

    value: Decimal
    decided_on: date
    reason: str
    told_on: date
    standstill_until: date | None


def check_can_propose_elsewhere(by: Actor, procurement: Procurement, *, at: datetime) -> None:
    check_can_bring_back(by, procurement, at=at)
    check_free_of_interest(by, procurement, to=say("propose its award"))
    check_assessed_since_opening(procurement)
    check_assessment_stands(procurement)


def propose_elsewhere(
    *, by: Actor, bid: ElsewhereBid, decided: Decided, evidence: tuple[str, bytes], at: datetime
) -> Award:
    """The winner's answers become offers at the price that was awarded, so that its promises can be carried over.

    `evidence` is the award notice or the signed page, by name and content. Raises NotAccepted for a file that is not taken.
    """
    procurement = bid.procurement
    check_can_propose_elsewhere(by, procurement, at=at)
    _check(procurement, bid, decided, on=timezone.localdate(at))
    with (
        all_ready([evidence]) as (file,),
        change(by=by, owner=procurement.owner_id, reason=say("Brought back an award")),
    ):
        procurement = standing(procurement.pk)
        check_can_propose_elsewhere(by, procurement, at=at)
        where = elsewhere_of(procurement)
        if where is not None:
            update(
                where,
                version=where.version,
                told_on=decided.told_on,
                standstill_until=decided.standstill_until,
            )
        opened = _write_out(bid, decided.value, at)
        ref = new_reference()
        award: Award = Award.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            opened_bid=opened,
            reason=decided.reason.strip(),
            ranking=[],
            proposed_by_id=by.person_id,
        )
        take_in(file, by=by, owner=procurement.owner_id, root=ref, about=AWARD_EVIDENCE, at=at)
    return award


def _check(procurement: Procurement, bid: ElsewhereBid, decided: Decided, *, on: date) -> None:
    if decided.value < 0:
        raise Refused(say("A value cannot be less than nothing"), field="value")
    if not decided.reason.strip():
        raise Refused(say("Give the reasons for the award; they go into the decision"), field="reason")
    closed = procurement.bids_close_at
    if decided.decided_on > on or (
        closed is not None and decided.decided_on < timezone.localtime(closed).date()
    ):
        raise Refused(say("It was decided after bids closed, and not later than today"), field="decided_on")
    if not decided.decided_on <= decided.told_on <= on:
        raise Refused(
            say("Bidders are told on or after the day of the decision, and not later than today"),
            field="told_on",
        )
    if decided.standstill_until is not None and decided.standstill_until < decided.told_on:
        raise Refused(say("The standstill ends after bidders were told"), field="standstill_until")
    scored = set(ElsewhereScore.objects.filter(bid=bid).values_list("criterion__ref", flat=True))
    without = [each.title for each in social_criteria(procurement) if each.ref not in scored]
    if without:
        raise Refused(
            say("{name} has no points under “{title}” yet", name=bid.bidder.name, title=without[0]),
            field="bid",
        )


def _write_out(bid: ElsewhereBid, price: Decimal, at: datetime) -> OpenedBid:
    document = read_bid(bid.document.encode())
    opened = OpenedBid(
        owner_id=bid.owner_id,
        procurement_id=bid.procurement_id,
        bidder=bid.bidder,
        price=price,
        identifier=document.identifier,
        opened_at=at,
    )
    opened.root = opened.ref
    opened.save(force_insert=True)
    for ask in bid.procurement.asks.select_related("measure"):
        if ask.ref in document.offers:
            Offer.objects.create(
                owner_id=bid.owner_id,
                root=opened.root,
                opened_bid=opened,
                ask=ask,
                **opened_offer(ask_said(ask), document.offers[ask.ref], price=price),
            )
    return opened


def check_can_take_out_award(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, to=say("take a proposed award out again"))
    if (
        procurement.state != ProcurementState.ELSEWHERE
        or not Award.objects.filter(procurement=procurement, approved_by=None, set_aside_because="").exists()
    ):
        raise NotAllowed(say("No award of this procurement waits for approval."))


def take_out_award(*, by: Actor, procurement: Procurement) -> None:
    """Nobody has approved it, so nothing was decided here: the proposal and what was written out for it go."""
    check_can_take_out_award(by, procurement)
    with change(by=by, owner=procurement.owner_id, reason=say("Took a proposed award out again")):
        check_can_take_out_award(by, standing(procurement.pk))
        for award in Award.objects.filter(procurement=procurement, approved_by=None, set_aside_because=""):
            EvidenceFile.objects.filter(root=award.root, about=AWARD_EVIDENCE).delete()
            Award.objects.filter(pk=award.pk).delete()
            Offer.objects.filter(opened_bid=award.opened_bid_id).delete()
            OpenedBid.objects.filter(pk=award.opened_bid_id).delete()
