"""A bidder writes, keeps and seals a bid. What is stored is one opaque blob from the first draft on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from fourfold.ground.files.actions import attach_copy
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, as_tenant, has_right, share
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurement_states import move_bid
from fourfold.integrate.models import (
    ENDED_WITHOUT,
    Bid,
    BidState,
    Criterion,
    Family,
    OpeningKey,
    Procurement,
    ProcurementState,
)
from fourfold.integrate.queries.bid_fields import fields_of
from fourfold.integrate.queries.method import ask_said
from fourfold.integrate.queries.routes import BY_NAME, route_of
from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.asked import AskKind
from fourfold.integrate.rules.bid_document import BidDocument, missing, read_bid, unfit
from fourfold.integrate.rules.bid_fields import counted, unread_gaps
from fourfold.integrate.rules.offered import asks_for_a_number, offer_gaps

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.rules.bid_document import BidFile

# So long after the time for bids has passed, what somebody was still writing is kept for them.
KEPT_AFTERWARDS: Final = timedelta(days=7)


def context_of(procurement: Procurement, bidder_ref: str) -> sealing.Context:
    return sealing.Context(tender=procurement.ref, party=bidder_ref)


def worded_criteria(procurement: Procurement) -> list[Criterion]:
    """The criteria that bidders answer in words."""
    return list(procurement.criteria.exclude(family=Family.PRICE).exclude(question=""))


def check_bids_for_its_organisation(by: Actor) -> None:
    """For the bids of one's own organisation, whatever the tender."""
    check_role(by, Role.SUPPLIER, to=say("see what your organisation bid"))


def bids_for_its_organisation(by: Actor) -> bool:
    try:
        check_bids_for_its_organisation(by)
    except NotAllowed:
        return False
    return True


def check_is_bidder(by: Actor, procurement: Procurement) -> None:
    """Whether `by` bids for their organisation here, whatever the hour. Colleagues without the role read no draft either."""
    check_role(by, Role.SUPPLIER, to=say("bid"))
    if procurement.owner_id == by.organisation_id:
        message = say("Your organisation is the buyer here, so it cannot bid.")
        raise NotAllowed(message)
    if route_of(procurement) in BY_NAME and not has_right(
        tenant=by.organisation_id, thing=procurement.root, right=Right.BID, on=timezone.localdate()
    ):
        message = say("Bids are asked for by name here, and your organisation is not among those asked.")
        raise NotAllowed(message)


def is_bidder(by: Actor, procurement: Procurement) -> bool:
    try:
        check_is_bidder(by, procurement)
    except NotAllowed:
        return False
    return True


def check_can_bid(by: Actor, procurement: Procurement, *, at: datetime) -> None:
    """Whether `by` may write and keep a bid now. A bid that is sent after the deadline is recorded as late."""
    check_is_bidder(by, procurement)
    if procurement.state != ProcurementState.OPEN:
        message = say("This tender is not open for bids.")
        raise NotAllowed(message)
    if procurement.bids_close_at is None or at > procurement.bids_close_at:
        message = say("The time for bids has passed.")
        raise NotAllowed(message)


def can_bid(by: Actor, procurement: Procurement, *, at: datetime) -> bool:
    try:
        check_can_bid(by, procurement, at=at)
    except NotAllowed:
        return False
    return True


def check_can_keep(by: Actor, procurement: Procurement, *, at: datetime) -> None:
    """Whether `by` may keep what they typed: a while longer than it can be sent in time, so that nothing typed is lost."""
    check_is_bidder(by, procurement)
    if procurement.bids_close_at is None or procurement.state in ENDED_WITHOUT:
        message = say("This tender is not open for bids.")
        raise NotAllowed(message)
    if at > procurement.bids_close_at + KEPT_AFTERWARDS:
        message = say("The time for bids has passed.")
        raise NotAllowed(message)


def can_keep(by: Actor, procurement: Procurement, *, at: datetime) -> bool:
    try:
        check_can_keep(by, procurement, at=at)
    except NotAllowed:
        return False
    return True


def standing_bid(by: Actor, procurement: Procurement, state: BidState) -> Bid | None:
    bid: Bid | None = Bid.objects.filter(
        procurement=procurement, owner_id=by.organisation_id, state=state
    ).first()
    return bid


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """The draft and, where it is new, the code that alone opens it again. The server does not keep the code."""

    bid: Bid
    resume_code: str


def keep_draft(
    *,
    by: Actor,
    procurement: Procurement,
    document: BidDocument,
    resume_code: str,
    version: int | None,
    at: datetime,
    files: tuple[BidFile, ...] | None = None,
) -> KeptDraft:
    """Keeps `document` under the bidder's own key. An empty `resume_code` starts a draft and gives it one.

    A draft begun under another code stays as it is: the sentence says how to go on. `version` is the one that the page
    showed; somebody else's later draft is not written over. Its files stay those that it has, unless `files` says which.
    """
    check_can_keep(by, procurement, at=at)
    key = sealing.key_from_resume_code(resume_code) if resume_code else sealing.draft_key()
    context = context_of(procurement, by.organisation_ref)
    standing = standing_bid(by, procurement, BidState.DRAFT)
    if standing is not None:
        try:
            before = read_bid(sealing.decrypt_draft(key, bytes(standing.blob), context))
        except sealing.CannotOpen:
            message = say(
                "Your organisation already has a draft under another resume code. Enter that code, or start again"
            )
            raise Refused(message, field="resume_code") from None
        document = replace(document, files=before.files)
    if files is not None:
        document = replace(document, files=files)
    blob = sealing.encrypt_draft(key, document.to_bytes(), context)
    values = {"blob": blob, "blob_sha256": sealing.receipt_hash(blob), "saved_at": at}
    with change(by=by, owner=by.organisation_id, reason=say("Kept a draft bid")):
        if standing is not None:
            bid = update(standing, version=standing.version if version is None else version, **values)
        else:
            ref = new_reference()
            bid = Bid.objects.create(
                owner_id=by.organisation_id,
                ref=ref,
                root=ref,
                procurement=procurement,
                **values,
            )
    return KeptDraft(bid, sealing.resume_code(key))


def read_draft(*, by: Actor, procurement: Procurement, resume_code: str) -> BidDocument | None:
    """The draft as it was kept, or None where there is none. Raises `sealing.CannotOpen` for a wrong code."""
    check_is_bidder(by, procurement)
    standing = standing_bid(by, procurement, BidState.DRAFT)
    if standing is None:
        return None
    key = sealing.key_from_resume_code(resume_code)
    return read_bid(
        sealing.decrypt_draft(key, bytes(standing.blob), context_of(procurement, by.organisation_ref))
    )


def discard_draft(*, by: Actor, procurement: Procurement, at: datetime) -> None:
    """Throws the draft away with its files, for a bidder who has lost its code and starts again."""
    check_can_bid(by, procurement, at=at)
    with change(by=by, owner=by.organisation_id, reason=say("Discarded a draft bid")):
        _throw_draft_away(by, procurement)


def _throw_draft_away(by: Actor, procurement: Procurement) -> None:
    drafts = Bid.objects.filter(procurement=procurement, owner_id=by.organisation_id, state=BidState.DRAFT)
    EvidenceFile.objects.filter(
        owner_id=by.organisation_id, root__in=list(drafts.values_list("root", flat=True))
    ).delete()
    drafts.delete()


def what_is_missing(procurement: Procurement, document: BidDocument) -> list[str]:
    """What stands in the way of sealing, in words: what is empty, and what cannot be taken as it is."""
    criteria = {criterion.ref: criterion.title for criterion in worded_criteria(procurement)}
    asks = {ask.ref: ask_said(ask) for ask in procurement.asks.select_related("measure")}
    numbers = {ref: ask.title for ref, ask in asks.items() if asks_for_a_number(ask)}
    units = {
        ref: unit_of(ask.unit) for ref, ask in asks.items() if ask.kind in {AskKind.QUANTITY, AskKind.IN_KIND}
    }
    return [
        *unread_gaps(fields_of(procurement), document),
        *missing(document, criteria=criteria, asks=numbers),
        *offer_gaps(document, asks=asks),
        *unfit(document, units=units),
    ]


def seal(
    *,
    by: Actor,
    procurement: Procurement,
    document: BidDocument,
    arrived_at: datetime,
    on: date,
    resume_code: str = "",
) -> Bid:
    """Seals the bid to the tender's key. `arrived_at` is when its first byte reached our listener, and decides.

    In time, it replaces an earlier sealed bid of the same bidder (both are kept). Too late, it is recorded as late and
    nothing else changes. The draft it came from goes, its files go with the bid. With a `resume_code` the bidder keeps a copy
    that it alone can read. Refuses a bid that lacks something.
    """
    check_is_bidder(by, procurement)
    if procurement.bids_close_at is None or procurement.state in ENDED_WITHOUT:
        message = say("This tender is not open for bids.")
        raise NotAllowed(message)
    gaps = what_is_missing(procurement, document)
    if gaps:
        raise Refused(side_by_side(gaps, ". "))
    late = arrived_at > procurement.bids_close_at
    with as_tenant(procurement.owner_id):
        # The public half only; the buyer's row is not the bidder's to read.
        public_key = bytes(OpeningKey.objects.get(procurement=procurement).public_key)
    context = context_of(procurement, by.organisation_ref)
    blob = sealing.seal(public_key, document.to_bytes(), context)
    own_copy = (
        sealing.encrypt_draft(sealing.key_from_resume_code(resume_code), document.to_bytes(), context)
        if resume_code
        else None
    )
    bidder = Organisation.objects.get(pk=by.organisation_id)
    with change(
        by=by, owner=by.organisation_id, reason=say("Sent a bid too late") if late else say("Sealed a bid")
    ):
        if not late:
            _check_not_opened_yet(procurement)
        earlier = None if late else standing_bid(by, procurement, BidState.SEALED)
        if earlier is not None:
            move_bid(earlier, to=BidState.REPLACED)
        ref = new_reference()
        take_files_along(by, document.files, root=ref)
        _throw_draft_away(by, procurement)
        bid = Bid.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            state=BidState.LATE if late else BidState.SEALED,
            blob=blob,
            blob_sha256=sealing.receipt_hash(blob),
            saved_at=arrived_at,
            received_at=arrived_at,
            replaces=earlier,
            own_copy=own_copy,
            contained=counted(fields_of(procurement), document),
        )
        share(
            owner=bidder,
            thing=ref,
            kind="bid",
            organisation=procurement.owner,
            right=Right.SEE,
            on=on,
            reason=say("Sent to the buyer, sealed"),
        )
    return bid


def take_files_along(by: Actor, files: tuple[BidFile, ...], *, root: str) -> None:
    """The bidder's files, which lie encrypted in the store, as belonging to the bid `root` too. Inside the caller's change.

    Refuses where one of them is not kept any more.
    """
    for file in files:
        kept = EvidenceFile.objects.filter(owner_id=by.organisation_id, sha256=file.sha256).first()
        if kept is None:
            message = say("“{name}” is no longer kept. Upload it again", name=file.name)
            raise Refused(message)
        attach_copy(by=by, of=kept, owner=by.organisation_id, root=root)


def _check_not_opened_yet(procurement: Procurement) -> None:
    """A bid that arrived in time but was taken in too slowly is not laid beside bids that are open already, where nobody
    would open it. Waits for an opening that is under way.
    """
    with as_tenant(procurement.owner_id):
        OpeningKey.objects.select_for_update().get(procurement=procurement)
        state = Procurement.objects.values_list("state", flat=True).get(pk=procurement.pk)
    if state not in {ProcurementState.OPEN, ProcurementState.CLOSED}:
        message = say(
            "The bids were opened, or the tender was abandoned, while yours was on its way. Tell the buyer at once"
        )
        raise Refused(message)


def withdraw(*, by: Actor, bid: Bid, because: str, at: datetime) -> Bid:
    """Takes a sealed bid back before the deadline; it stays, sealed, and is not opened."""
    check_can_bid(by, bid.procurement, at=at)
    if bid.owner_id != by.organisation_id:
        message = say("Only the bidder withdraws its bid.")
        raise NotAllowed(message)
    with change(by=by, owner=by.organisation_id, reason=say("Withdrew a bid")):
        return move_bid(bid, to=BidState.WITHDRAWN, values={"reason": because.strip()})
