"""Writing, keeping, sealing and withdrawing a bid; and that nobody reads it before its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import bids, procurements
from fourfold.integrate.models import Bid, BidState, OpenersKey, OpenersShare, OpeningKey, ProcurementState
from fourfold.integrate.queries.bids import Received, bids_received
from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.bid_document import BidDocument
from tests.builders.ground import TODAY, an_actor, an_organisation, trail
from tests.builders.integrate import (
    AFTER,
    CLOSES,
    NOW,
    OPENING_PASSPHRASE,
    Tender,
    a_bid,
    a_bidder,
    a_buyer,
    a_considered_procurement,
    a_tender,
    bid_now,
    open_bids_of,
    opens,
    sealed,
)
from tests.builders.stored import tables_with

pytestmark = pytest.mark.django_db

# Words and figures that stand nowhere else.
SECRET_WORDS = "Zwölf Kraniche über dem Haff"
SECRET_PRICE = "412345.67"
SECRET_HOURS = "8765.25"


@pytest.fixture
def tender() -> Tender:
    return a_tender()


@pytest.fixture
def bidder() -> Actor:
    return a_bidder()


def a_secret_bid(tender: Tender) -> BidDocument:
    return a_bid(tender, price=SECRET_PRICE, words=SECRET_WORDS, hours=SECRET_HOURS)


def keep(
    tender: Tender,
    by: Actor,
    document: BidDocument | None = None,
    *,
    code: str = "",
    version: int | None = None,
) -> bids.KeptDraft:
    with as_tenant(by.organisation_id):
        return bids.keep_draft(
            by=by,
            procurement=tender.procurement,
            document=document or a_bid(tender),
            resume_code=code,
            version=version,
            at=NOW,
        )


def read(tender: Tender, by: Actor, code: str) -> BidDocument | None:
    with as_tenant(by.organisation_id):
        return bids.read_draft(by=by, procurement=tender.procurement, resume_code=code)


def a_colleague(of: Actor) -> Actor:
    return an_actor(role=Role.SUPPLIER, organisation=Organisation.objects.get(pk=of.organisation_id))


# Who may


@pytest.mark.parametrize("role", list(Role))
def test_only_a_supplier_role_of_another_organisation_bids(tender: Tender, role: Role) -> None:
    for actor, allowed in (
        (an_actor(role=role), role == Role.SUPPLIER),
        (an_actor(role=role, organisation=tender.buyer), False),
    ):
        with as_tenant(actor.organisation_id):
            assert bids.can_bid(actor, tender.procurement, at=NOW) is allowed
        if not allowed:
            with pytest.raises(NotAllowed):
                keep(tender, actor)
            with pytest.raises(NotAllowed):
                sealed(tender, actor)


def test_bids_are_written_until_the_deadline_and_not_a_moment_longer(tender: Tender, bidder: Actor) -> None:
    with as_tenant(bidder.organisation_id):
        assert bids.can_bid(bidder, tender.procurement, at=CLOSES)
        with pytest.raises(NotAllowed, match="The time for bids has passed"):
            bids.check_can_bid(bidder, tender.procurement, at=CLOSES + timedelta(microseconds=1))


def test_nobody_bids_for_what_is_not_open_yet_or_abandoned(tender: Tender, bidder: Actor) -> None:
    by = a_buyer()
    planned = a_considered_procurement(by, with_ask=False)
    with as_tenant(tender.buyer.pk):
        abandoned = procurements.abandon(
            by=tender.commissioner, procurement=tender.procurement, because="No money"
        )
    for procurement in (planned, abandoned):
        with as_tenant(bidder.organisation_id):
            assert not bids.can_bid(bidder, procurement, at=NOW)
            with pytest.raises(NotAllowed, match="not open for bids"):
                bids.seal(
                    by=bidder, procurement=procurement, document=BidDocument(None), arrived_at=NOW, on=TODAY
                )


# Drafts


def test_a_draft_comes_back_word_for_word_with_its_code(tender: Tender, bidder: Actor) -> None:
    document = replace(
        a_bid(tender, price=None, apprenticeships=None),
        answers={tender.criteria["quality"]: "Half of it, ‘so far’"},
    )
    kept = keep(tender, bidder, document)
    assert read(tender, bidder, kept.resume_code) == document
    assert read(tender, bidder, kept.resume_code.lower().replace("-", " ")) == document
    assert (kept.bid.state, kept.bid.received_at) == (BidState.DRAFT, None)


def test_what_is_kept_of_a_draft_cannot_be_read_anywhere_in_the_database(
    tender: Tender, bidder: Actor
) -> None:
    kept = keep(tender, bidder, a_secret_bid(tender))
    again = keep(tender, bidder, a_secret_bid(tender), code=kept.resume_code)
    # The search finds what is there, in columns of text and of bytes.
    assert tables_with(again.bid.blob_sha256) == {"integrate_bid", "ground_trailvalue"}
    assert "integrate_bid" in tables_with(bytes(again.bid.blob)[:40])
    assert tables_with("Repairs to homes") >= {"integrate_procurement"}
    key = sealing.key_from_resume_code(kept.resume_code)
    for secret in (
        SECRET_WORDS,
        SECRET_PRICE,
        SECRET_HOURS,
        kept.resume_code,
        kept.resume_code.replace("-", ""),
        key,
    ):
        assert tables_with(secret) == set()
    assert trail(table="integrate_bid", owner=bidder.organisation_id)


def test_a_draft_needs_its_code(tender: Tender, bidder: Actor) -> None:
    kept = keep(tender, bidder)
    another = sealing.resume_code(sealing.draft_key())
    with pytest.raises(sealing.CannotOpen):
        read(tender, bidder, another)
    slip = kept.resume_code[:-1] + ("0" if kept.resume_code[-1] != "0" else "1")
    for wrong in ("", slip, kept.resume_code[:-1]):
        with pytest.raises(sealing.WrongResumeCode):
            read(tender, bidder, wrong)
    for code in (another, ""):
        with pytest.raises(Refused, match="already has a draft under another resume code") as refused:
            keep(tender, bidder, a_bid(tender, words="Written over"), code=code)
        assert refused.value.field == "resume_code"
    assert read(tender, bidder, kept.resume_code) == a_bid(tender)


def test_a_colleagues_later_draft_is_not_written_over(tender: Tender, bidder: Actor) -> None:
    kept = keep(tender, bidder)
    seen = kept.bid.version
    colleague = a_colleague(bidder)
    theirs = a_bid(tender, words="What the colleague wrote")
    keep(tender, colleague, theirs, code=kept.resume_code, version=seen)
    with pytest.raises(ChangedMeanwhile):
        keep(tender, bidder, a_bid(tender, words="Written over"), code=kept.resume_code, version=seen)
    assert read(tender, bidder, kept.resume_code) == theirs


def test_a_draft_is_its_bidders_alone_and_says_nothing_to_the_buyer(tender: Tender, bidder: Actor) -> None:
    keep(tender, bidder)
    for reader in (tender.buyer.pk, an_organisation().pk, EVERYONE):
        with as_tenant(reader):
            assert not Bid.objects.exists()
    with as_tenant(tender.buyer.pk):
        assert bids_received(tender.procurement) == Received(sealed=0, late=0, withdrawn=0)


def test_who_has_lost_the_code_starts_again(tender: Tender, bidder: Actor) -> None:
    keep(tender, bidder)
    with as_tenant(bidder.organisation_id):
        bids.discard_draft(by=bidder, procurement=tender.procurement, at=NOW)
        assert bids.standing_bid(bidder, tender.procurement, BidState.DRAFT) is None
        assert read(tender, bidder, sealing.resume_code(sealing.draft_key())) is None
    again = keep(tender, bidder)
    assert read(tender, bidder, again.resume_code) == a_bid(tender)


# Sealing


@pytest.mark.parametrize(
    ("incomplete", "says"),
    [
        (lambda to: a_bid(to, price=None), "Enter your price"),
        (lambda to: a_bid(to, words="  "), "Answer “Method”"),
        (lambda to: a_bid(to, apprenticeships=None), "Enter a quantity for “Apprenticeships completed”"),
        (lambda to: a_bid(to, apprenticeships="2.5"), "whole number"),
        (lambda to: a_bid(to, hours="2.505"), "at most two decimal places"),
        (lambda to: a_bid(to, hours="1E+20"), "must not be more than"),
        (lambda to: a_bid(to, price="1E+20"), "price in pounds and pence"),
        (lambda to: a_bid(to, price="10.005"), "price in pounds and pence"),
        (lambda to: a_bid(to, price="NaN"), "price in pounds and pence"),
        (lambda to: a_bid(to, words="With\x00care"), "invisible character"),
    ],
)
def test_a_bid_that_lacks_something_or_cannot_be_taken_is_refused_and_the_draft_stays(
    tender: Tender,
    bidder: Actor,
    incomplete: Callable[[Tender], BidDocument],
    says: str,
) -> None:
    kept = keep(tender, bidder)
    with pytest.raises(Refused, match=says):
        sealed(tender, bidder, incomplete(tender))
    assert bid_now(kept.bid).state == BidState.DRAFT
    with as_tenant(bidder.organisation_id):
        assert Bid.objects.count() == 1


def test_a_sealed_bid_cannot_be_read_anywhere_in_the_database(tender: Tender, bidder: Actor) -> None:
    keep(tender, bidder, a_secret_bid(tender))
    bid = sealed(tender, bidder, a_secret_bid(tender))
    assert tables_with(bid.blob_sha256) >= {"integrate_bid"}
    for secret in (SECRET_WORDS, SECRET_PRICE, SECRET_HOURS):
        assert tables_with(secret) == set()
    # The same search does find them once the bids are open: each in its one table, and never in the trail.
    open_bids_of(tender)
    assert tables_with(SECRET_WORDS) == {"integrate_bidanswer"}
    assert tables_with(SECRET_PRICE) == {"integrate_openedbid"}
    assert tables_with(SECRET_HOURS) == {"integrate_offer"}


def test_no_one_opener_with_the_whole_database_and_the_servers_secret_reads_a_bid(
    tender: Tender, bidder: Actor
) -> None:
    bid = sealed(tender, bidder)
    ref, opener = tender.procurement.ref, tender.openers[0]
    with as_tenant(tender.buyer.pk):
        key = OpeningKey.objects.get()
        own = OpenersShare.objects.get(person_id=opener.person_id)
        wrapped = bytes(OpenersKey.objects.get(person_id=opener.person_id).wrapped_private_key)
    private = sealing.unlock_opener_key(wrapped, OPENING_PASSPHRASE, opener=opener.person_ref)
    share = sealing.unwrap_share(private, bytes(own.wrapped_share), sealing.Context(ref, opener.person_ref))
    secret = settings.SEALING_SECRET.encode()
    with pytest.raises(sealing.TooEarly):
        sealing.release_server_share(
            bytes(key.wrapped_server_share),
            secret,
            sealing.Context(ref),
            deadline=CLOSES,
            at=CLOSES,
        )
    servers = sealing.release_server_share(
        bytes(key.wrapped_server_share),
        secret,
        sealing.Context(ref),
        deadline=CLOSES,
        at=AFTER,
    )
    for shares in ([share], [share, share]):
        with pytest.raises(sealing.NotEnoughOpeners):
            sealing.rebuild_private_key(
                tender=ref, shares=shares, server_share=servers, public_key=bytes(key.public_key)
            )
    for guess in (private, servers, share[:32]):
        with pytest.raises(sealing.CannotOpen):
            sealing.open_sealed(guess, bytes(bid.blob), sealing.Context(ref, bidder.organisation_ref))


def test_the_receipt_is_the_fingerprint_of_what_is_stored_and_the_draft_is_gone(
    tender: Tender, bidder: Actor
) -> None:
    keep(tender, bidder)
    bid = sealed(tender, bidder)
    assert bid.blob_sha256 == sealing.receipt_hash(bytes(bid_now(bid).blob))
    assert (bid.state, bid.received_at) == (BidState.SEALED, NOW)
    with as_tenant(bidder.organisation_id):
        assert list(Bid.objects.all()) == [bid]


def test_a_sealed_bid_is_seen_by_bidder_and_buyer_and_by_nobody_else(tender: Tender, bidder: Actor) -> None:
    sealed(tender, bidder)
    rival = a_bidder()
    sealed(tender, rival)
    for reader, seen in (
        (tender.buyer.pk, 2),
        (bidder.organisation_id, 1),
        (rival.organisation_id, 1),
        (an_organisation().pk, 0),
        (EVERYONE, 0),
    ):
        with as_tenant(reader):
            assert Bid.objects.count() == seen
    with as_tenant(tender.buyer.pk):
        assert bids_received(tender.procurement) == Received(sealed=2, late=0, withdrawn=0)


def test_a_later_bid_replaces_the_earlier_and_both_are_kept(tender: Tender, bidder: Actor) -> None:
    first = sealed(tender, bidder, a_bid(tender, price="1.00"))
    second = sealed(tender, bidder, a_bid(tender, price="2.00"), at=NOW + timedelta(hours=1))
    assert (bid_now(first).state, bid_now(second).state, second.replaces_id) == (
        BidState.REPLACED,
        BidState.SEALED,
        first.pk,
    )
    assert [opened.price for opened in open_bids_of(tender)] == [Decimal(2)]
    assert bid_now(first).state == BidState.REPLACED
    assert bytes(bid_now(first).blob) == bytes(first.blob)


@pytest.mark.parametrize("written_down", [False, True], ids=["still marked open", "closed"])
def test_a_late_bid_is_recorded_as_late_and_never_opened(
    tender: Tender, bidder: Actor, written_down: bool
) -> None:
    in_time = sealed(tender, bidder, a_bid(tender, price="1.00"), at=CLOSES)
    if written_down:
        opens(tender, tender.openers[0])
        assert tender.procurement.state == ProcurementState.CLOSED
    late = sealed(tender, bidder, a_bid(tender, price="2.00"), at=CLOSES + timedelta(microseconds=1))
    other = sealed(tender, a_bidder(), a_bid(tender, price="3.00"), at=AFTER)
    assert (late.state, late.replaces_id, bid_now(in_time).state) == (BidState.LATE, None, BidState.SEALED)
    assert late.received_at == CLOSES + timedelta(microseconds=1)
    with as_tenant(tender.buyer.pk):
        assert bids_received(tender.procurement) == Received(sealed=1, late=2, withdrawn=0)
    for opener in tender.openers[1:] if written_down else tender.openers[:2]:
        if tender.procurement.state != ProcurementState.OPENED:
            opens(tender, opener)
    assert [opened.price for opened in tender.opened] == [Decimal(1)]
    assert [bid_now(bid).state for bid in (in_time, late, other)] == [
        BidState.OPENED,
        BidState.LATE,
        BidState.LATE,
    ]


def test_a_bid_that_was_taken_in_after_the_opening_is_not_lost_without_a_word(
    tender: Tender, bidder: Actor
) -> None:
    sealed(tender, a_bidder())
    open_bids_of(tender)
    with pytest.raises(Refused, match="Tell the buyer at once"):
        sealed(tender, bidder, at=CLOSES)
    with as_tenant(bidder.organisation_id):
        assert not Bid.objects.exists()


# Withdrawing


def withdraw(by: Actor, bid: Bid, *, because: str = "We have no crew", at: object = NOW) -> Bid:
    with as_tenant(by.organisation_id):
        return bids.withdraw(by=by, bid=bid, because=because, at=at)  # type: ignore[arg-type]


def test_a_withdrawn_bid_is_kept_sealed_and_not_opened(tender: Tender, bidder: Actor) -> None:
    bid = sealed(tender, bidder)
    gone = withdraw(bidder, bid_now(bid))
    assert (gone.state, gone.reason, bytes(gone.blob)) == (
        BidState.WITHDRAWN,
        "We have no crew",
        bytes(bid.blob),
    )
    with as_tenant(tender.buyer.pk):
        assert bids_received(tender.procurement) == Received(sealed=0, late=0, withdrawn=1)
    again = sealed(tender, bidder, a_bid(tender, price="5.00"))
    assert again.replaces_id is None
    assert [opened.price for opened in open_bids_of(tender)] == [Decimal(5)]
    assert bid_now(bid).state == BidState.WITHDRAWN


def test_a_bid_is_withdrawn_by_its_bidder_before_the_deadline_once(tender: Tender, bidder: Actor) -> None:
    bid = bid_now(sealed(tender, bidder))
    with pytest.raises(NotAllowed, match="Only the bidder withdraws"):
        withdraw(a_bidder(), bid)
    with pytest.raises(NotAllowed, match="The time for bids has passed"):
        withdraw(bidder, bid, at=AFTER)
    assert bid_now(bid).state == BidState.SEALED
    withdraw(a_colleague(bidder), bid)
    with pytest.raises(Refused, match="cannot become"):
        withdraw(bidder, bid_now(bid))
