"""The files of a bid once it is open: taken out of it for the buyer, and who may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.files import store
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.bid_files import SEALED_NAME, SEALED_TYPE
from fourfold.integrate.actions.interests import check_free_of_interest
from fourfold.integrate.models import OpenedFile
from fourfold.integrate.queries.ranking import prices_are_shown
from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.bid_document import OF_THE_PRICE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Bid, Criterion, OpenedBid, Procurement
    from fourfold.integrate.rules.bid_document import BidFile


def take_out(
    procurement: Procurement,
    bid: Bid,
    opened: OpenedBid,
    files: tuple[BidFile, ...],
    criteria: dict[str, Criterion],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Writes down, for the buyer, each file that the bid names. Inside the opening's change.

    A file that is gone or altered is written down as such: it does not keep the other bids, nor the rest of this one, shut.
    """
    for number, file in enumerate(files, start=1):
        OpenedFile.objects.create(
            owner_id=procurement.owner_id,
            root=opened.root,
            opened_bid=opened,
            number=number,
            criterion=criteria.get(file.belongs_to),
            of_the_price=file.belongs_to == OF_THE_PRICE,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            key=file.key,
            intact=_is_intact(procurement.ref, bid.owner.ref, file),
        )
        # A record of the buyer's own keeps the bytes in the store, whatever the bidder does with theirs.
        EvidenceFile.objects.create(
            owner_id=procurement.owner_id,
            root=opened.root,
            sha256=file.sha256,
            name=SEALED_NAME,
            media_type=SEALED_TYPE,
            size=sealing.stored_size(file.size),
            uploaded_by_id=by.person_id,
            uploaded_at=at,
        )


def _is_intact(tender: str, bidder: str, file: BidFile) -> bool:
    context = sealing.Context(tender=tender, party=bidder)
    try:
        with store.path_of(file.sha256).open("rb") as stored:
            for _ in sealing.decrypt_file(bytes.fromhex(file.key), stored, context):
                pass
    except (OSError, sealing.CannotOpen):
        return False
    return True


def check_can_read_files(by: Actor, procurement: Procurement) -> None:
    """Those who judge the bids or agree to the award, free of interest in it."""
    check_role(by, Role.EVALUATOR, Role.COMMISSIONER, Role.APPROVER, to=say("read the files of a bid"))
    if procurement.owner_id != by.organisation_id:
        message = say("Only the buyer reads the files of a bid.")
        raise NotAllowed(message)
    check_free_of_interest(by, procurement, to=say("read the files of a bid"))


def can_read_files(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_read_files(by, procurement)
    except NotAllowed:
        return False
    return True


def check_can_read(by: Actor, file: OpenedFile) -> None:
    """What says something of the price is read once prices are shown."""
    procurement = file.opened_bid.procurement
    check_can_read_files(by, procurement)
    if file.of_the_price and not prices_are_shown(procurement):
        message = say(
            "This file says something of the price. It is shown when the prices are, after moderation."
        )
        raise NotAllowed(message)
    if not file.intact or not file.key:
        message = say("This file could not be read when the bids were opened, or has been disposed of since.")
        raise NotAllowed(message)


def pieces_of(*, by: Actor, file: OpenedFile) -> Iterator[bytes] | None:
    """The file as it was sent, piece by piece; None where the store has lost it."""
    check_can_read(by, file)
    context = sealing.Context(tender=file.opened_bid.procurement.ref, party=file.opened_bid.bidder.ref)
    path = store.path_of(file.sha256)
    if not path.is_file():
        return None

    def pieces() -> Iterator[bytes]:
        # Opened when it is read: an answer that is never read would leave it open.
        with path.open("rb") as stored:
            yield from sealing.decrypt_file(bytes.fromhex(file.key), stored, context)

    return pieces()
