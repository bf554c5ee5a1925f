"""What a bidder typed is theirs: a sealed bid is read again by its resume code, and by anyone of the bidder's once it is open."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.bids import (
    KeptDraft,
    check_can_bid,
    context_of,
    keep_draft,
    standing_bid,
    take_files_along,
)
from fourfold.integrate.models import Bid, BidState, OpenedBid
from fourfold.integrate.queries.method import ask_said
from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.bid_document import BidDocument, BidFile, read_bid
from fourfold.integrate.rules.offered import as_it_was_offered

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor


def check_can_take_away(by: Actor, bid: Bid) -> None:
    """Those who bid for the organisation, whatever became of the bid."""
    check_role(by, Role.SUPPLIER, to=say("take away what was written in a bid"))
    if bid.owner_id != by.organisation_id:
        message = say("Only the bidder takes away its bid.")
        raise NotAllowed(message)


def can_take_away(by: Actor, bid: Bid) -> bool:
    try:
        check_can_take_away(by, bid)
    except NotAllowed:
        return False
    return True


def own_content(*, by: Actor, bid: Bid, resume_code: str) -> BidDocument | None:
    """What `by`'s organisation wrote; None where neither the code opens it nor the buyer has opened it yet."""
    check_can_take_away(by, bid)
    blob = bytes(bid.blob) if bid.state == BidState.DRAFT else bytes(bid.own_copy or b"")
    if blob and resume_code:
        try:
            return read_bid(
                sealing.decrypt_draft(
                    sealing.key_from_resume_code(resume_code),
                    blob,
                    context_of(bid.procurement, by.organisation_ref),
                )
            )
        except sealing.CannotOpen:
            pass
    return _as_it_was_opened(bid)


def _as_it_was_opened(bid: Bid) -> BidDocument | None:
    """From the buyer's rows, of which the bidder sees none but what it wrote itself."""
    with as_tenant(bid.procurement.owner_id):
        opened = OpenedBid.objects.filter(bid=bid).first()
        if opened is None:
            return None
        return BidDocument(
            price=Decimal(opened.price),
            answers=dict(opened.answers.values_list("criterion__ref", "text")),
            offers={
                offer.ask.ref: as_it_was_offered(
                    ask_said(offer.ask),
                    {
                        "quantity": offer.quantity,
                        "percent": offer.percent,
                        "cost": offer.cost,
                        "accepts": offer.accepts,
                        "shown": offer.shown,
                        "method": offer.method,
                    },
                )
                for offer in opened.offers.select_related("ask__measure")
            },
            identifier=opened.identifier,
            files=tuple(
                BidFile(
                    each.sha256,
                    each.key,
                    each.name,
                    each.media_type,
                    each.size,
                    "price" if each.of_the_price else each.criterion.ref if each.criterion else "",
                )
                for each in opened.files.select_related("criterion")
                if each.key
            ),
        )


def write_again(*, by: Actor, bid: Bid, resume_code: str, at: datetime) -> KeptDraft:
    """A draft that says what the sealed bid says, files and all, so that replacing it needs no typing anew.

    Refuses where there is a draft already, or the code opens no copy.
    """
    check_can_take_away(by, bid)
    check_can_bid(by, bid.procurement, at=at)
    if standing_bid(by, bid.procurement, BidState.DRAFT) is not None:
        message = say("Your organisation has a draft already. Go on with that, or throw it away first")
        raise Refused(message)
    document = own_content(by=by, bid=bid, resume_code=resume_code)
    if document is None:
        message = say("This browser does not hold the resume code of that bid. Enter the code first")
        raise Refused(message, field="resume_code")
    with change(by=by, owner=by.organisation_id, reason=say("Began a draft from a sealed bid")):
        kept = keep_draft(
            by=by,
            procurement=bid.procurement,
            document=document,
            resume_code=resume_code,
            version=None,
            at=at,
            files=document.files,
        )
        take_files_along(by, document.files, root=kept.bid.root)
        return kept
