"""Opening the bids: two openers come, each with their passphrase, after the deadline; then everything is opened at once."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_still_there
from fourfold.ground.people.changes import Refused, change, update
from fourfold.integrate.actions.interests import check_not_kept_out
from fourfold.integrate.actions.opened_files import take_out
from fourfold.integrate.actions.procurement_states import move, move_bid
from fourfold.integrate.models import (
    Ask,
    Bid,
    BidAnswer,
    BidState,
    Criterion,
    Offer,
    OpenedBid,
    OpenersKey,
    OpenersShare,
    OpeningKey,
    Procurement,
    ProcurementState,
)
from fourfold.integrate.queries.method import ask_said
from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.bid_document import BidDocument, NotABid, read_bid
from fourfold.integrate.rules.offered import opened_offer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fourfold.ground.people.actor import Actor


def check_can_open(by: Actor, procurement: Procurement, *, at: datetime) -> None:
    check_still_there(by)
    if procurement.owner_id != by.organisation_id:
        message = say("Only the openers named by the buyer open its bids.")
        raise NotAllowed(message)
    share = OpenersShare.objects.filter(
        opening_key__procurement=procurement,
        person_id=by.person_id,
    ).first()
    if share is None:
        message = say("You are not one of the people who open the bids of this tender.")
        raise NotAllowed(message)
    if procurement.state not in {ProcurementState.OPEN, ProcurementState.CLOSED}:
        message = say(
            "This tender is “{state}”; its bids are not waiting to be opened.",
            state=procurement.get_state_display(),
        )
        raise NotAllowed(message)
    if procurement.bids_close_at is None or at <= procurement.bids_close_at:
        message = say("Bids stay sealed until the time for bids has passed.")
        raise NotAllowed(message)
    if share.released_at is not None:
        message = say("You have done your part. A second opener must come now.")
        raise NotAllowed(message)
    check_not_kept_out(by, procurement, to=say("open its bids"))


def can_open(by: Actor, procurement: Procurement, *, at: datetime) -> bool:
    try:
        check_can_open(by, procurement, at=at)
    except NotAllowed:
        return False
    return True


def open_bids(*, by: Actor, procurement: Procurement, passphrase: str, at: datetime) -> Procurement:
    """`by`'s part in opening. The first opener's share waits, wrapped; the second's opens all bids in one transaction.

    Returns the procurement, opened or still closed. Refuses a wrong passphrase. A bid that proves to be altered stops
    the opening: nothing is opened and the sentence names it.
    """
    check_can_open(by, procurement, at=at)
    key = OpenersKey.objects.get(person_id=by.person_id)
    mine = OpenersShare.objects.get(opening_key__procurement=procurement, person_id=by.person_id)
    context = sealing.Context(tender=procurement.ref, party=by.person_ref)
    with _in_words(say("Your part of this tender's key cannot be used")):
        try:
            private_key = sealing.unlock_opener_key(
                bytes(key.wrapped_private_key), passphrase, opener=by.person_ref
            )
        except sealing.WrongPassphrase:
            message = say("That is not your opening passphrase. Try again")
            raise Refused(message, field="passphrase") from None
        share = sealing.unwrap_share(private_key, bytes(mine.wrapped_share), context)
    with change(by=by, owner=procurement.owner_id, reason=say("Took part in opening the bids")):
        # Two openers who come at the same moment go one after the other, so that the second finds the first's share.
        opening_key = OpeningKey.objects.select_for_update().get(pk=mine.opening_key_id)
        procurement = Procurement.objects.get(pk=procurement.pk)
        check_can_open(by, procurement, at=at)
        if procurement.state == ProcurementState.OPEN:
            procurement = move(procurement, to=ProcurementState.CLOSED)
        waiting = (
            OpenersShare.objects.filter(
                opening_key=opening_key,
                released_share__isnull=False,
            )
            .select_related("person")
            .first()
        )
        if waiting is None:
            kept = sealing.keep_released_share(share, settings.SEALING_SECRET.encode(), context)
            update(mine, version=mine.version, released_at=at, released_share=kept)
            return procurement
        with _in_words(say("The part of the key that the other opener left cannot be used")):
            others = sealing.take_released_share(
                bytes(waiting.released_share or b""),
                settings.SEALING_SECRET.encode(),
                sealing.Context(tender=procurement.ref, party=waiting.person.ref),
            )
        update(mine, version=mine.version, released_at=at)
        update(waiting, version=waiting.version, released_share=None)
        with _in_words(say("The key of this tender cannot be put together")):
            private = _private_key(procurement, opening_key, [others, share], at)
        return _open_all(by, procurement, private, at)


@contextmanager
def _in_words(what: str) -> Iterator[None]:
    """Refuses with a sentence where something stays sealed; what was changed until then is undone with the change."""
    try:
        yield
    except sealing.CannotOpen as problem:
        message = say("{what}. {problem}. No bid was opened.", what=what, problem=problem)
        raise Refused(message) from problem


def _private_key(procurement: Procurement, key: OpeningKey, shares: list[bytes], at: datetime) -> bytes:
    deadline = procurement.bids_close_at
    if deadline is None:
        message = say("This tender has no closing time for bids.")
        raise Refused(message)
    server_share = sealing.release_server_share(
        bytes(key.wrapped_server_share),
        settings.SEALING_SECRET.encode(),
        sealing.Context(tender=procurement.ref),
        deadline=deadline,
        at=at,
    )
    return sealing.rebuild_private_key(
        tender=procurement.ref,
        shares=shares,
        server_share=server_share,
        public_key=bytes(key.public_key),
    )


def _open_all(by: Actor, procurement: Procurement, private_key: bytes, at: datetime) -> Procurement:
    criteria = {criterion.ref: criterion for criterion in procurement.criteria.all()}
    asks = {ask.ref: ask for ask in procurement.asks.select_related("measure")}
    sealed = list(Bid.objects.filter(procurement=procurement, state=BidState.SEALED).select_related("owner"))
    for bid in sealed:
        try:
            content = sealing.open_sealed(
                private_key,
                bytes(bid.blob),
                sealing.Context(tender=procurement.ref, party=bid.owner.ref),
            )
            document = read_bid(content)
        except (sealing.CannotOpen, NotABid) as problem:
            came = timezone.localtime(bid.received_at)
            message = say(
                "Bid {ref}, received on {day} at {time}, cannot be opened. {problem}. No bid was opened.",
                ref=bid.ref,
                day=day_text(came.date()),
                time=f"{came:%H:%M}",
                problem=str(problem).rstrip("."),
            )
            raise Refused(message) from problem
        opened = _write_out(procurement, bid, document, criteria, asks, at)
        take_out(procurement, bid, opened, document.files, criteria, by=by, at=at)
        with change(by=by, owner=bid.owner_id, reason=say("Opened the bids")):
            move_bid(bid, to=BidState.OPENED)
    return move(procurement, to=ProcurementState.OPENED)


def _write_out(
    procurement: Procurement,
    bid: Bid,
    document: BidDocument,
    criteria: dict[str, Criterion],
    asks: dict[str, Ask],
    at: datetime,
) -> OpenedBid:
    """The bid in rows of the buyer's. They have a root of their own: the procurement's is open to everyone."""
    opened = OpenedBid(
        owner_id=procurement.owner_id,
        bid=bid,
        procurement=procurement,
        bidder=bid.owner,
        price=document.price or 0,
        identifier=document.identifier,
        opened_at=at,
    )
    opened.root = opened.ref
    opened.save(force_insert=True)
    for ref, text in document.answers.items():
        if ref in criteria:
            BidAnswer.objects.create(
                owner_id=procurement.owner_id,
                root=opened.root,
                opened_bid=opened,
                criterion=criteria[ref],
                text=text,
            )
    for ref, offer in document.offers.items():
        if ref in asks:
            Offer.objects.create(
                owner_id=procurement.owner_id,
                root=opened.root,
                opened_bid=opened,
                ask=asks[ref],
                **opened_offer(ask_said(asks[ref]), offer, price=document.price or Decimal(0)),
            )
    return opened
