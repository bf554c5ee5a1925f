"""Opening by two of three after the deadline: who, when, and that anything altered stops all of it in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import opening, procurements
from fourfold.integrate.models import (
    Bid,
    BidAnswer,
    BidState,
    Offer,
    OpenedBid,
    OpenersKey,
    OpenersShare,
    ProcurementState,
)
from tests.builders.ground import an_actor
from tests.builders.integrate import (
    AFTER,
    CLOSES,
    OPENING_PASSPHRASE,
    Tender,
    a_bid,
    a_bidder,
    a_tender,
    an_opener,
    bid_now,
    open_bids_of,
    opens,
    sealed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tender() -> Tender:
    return a_tender()


def shares(tender: Tender) -> list[OpenersShare]:
    with as_tenant(tender.buyer.pk):
        return list(OpenersShare.objects.select_related("person", "opening_key").order_by("position"))


def how_it_stands(tender: Tender) -> tuple[object, ...]:
    with as_tenant(tender.buyer.pk):
        return (
            tender.procurement.state,
            [(share.released_at, share.released_share is None) for share in shares(tender)],
            list(Bid.objects.order_by("pk").values_list("state", flat=True)),
            [table.objects.count() for table in (OpenedBid, BidAnswer, Offer)],
        )


# Who and when


@pytest.mark.parametrize("role", list(Role))
def test_being_named_as_an_opener_counts_and_no_role_does(tender: Tender, role: Role) -> None:
    for actor in (an_actor(role=role, organisation=tender.buyer), an_actor(role=role)):
        with as_tenant(tender.buyer.pk):
            assert not opening.can_open(actor, tender.procurement, at=AFTER)
    with as_tenant(tender.buyer.pk):
        assert all(opening.can_open(opener, tender.procurement, at=AFTER) for opener in tender.openers)


def test_an_opener_of_another_tender_opens_nothing_here(tender: Tender) -> None:
    other = a_tender()
    with as_tenant(tender.buyer.pk):
        assert not opening.can_open(other.openers[0], tender.procurement, at=AFTER)
    an_opener(tender.buyer.pk)
    with pytest.raises(NotAllowed, match="Only the openers named by the buyer"):
        opens(tender, other.openers[0])


def test_nothing_is_opened_until_the_deadline_has_passed(tender: Tender) -> None:
    sealed(tender, a_bidder())
    before = how_it_stands(tender)
    for moment in (CLOSES - timedelta(days=3), CLOSES):
        with pytest.raises(NotAllowed, match="until the time for bids has passed"):
            opens(tender, tender.openers[0], at=moment)
    assert how_it_stands(tender) == before
    assert (
        opens(tender, tender.openers[0], at=CLOSES + timedelta(microseconds=1)).state
        == ProcurementState.CLOSED
    )


def test_an_abandoned_tender_stays_sealed(tender: Tender) -> None:
    bid = sealed(tender, a_bidder())
    opens(tender, tender.openers[0])
    with as_tenant(tender.buyer.pk):
        procurements.abandon(by=tender.commissioner, procurement=tender.procurement, because="No money")
    with pytest.raises(NotAllowed, match="not waiting to be opened"):
        opens(tender, tender.openers[1])
    assert (tender.opened, bid_now(bid).state) == ([], BidState.SEALED)


@pytest.mark.parametrize("come", [(0, 1), (1, 0), (0, 2), (2, 1)], ids=str)
def test_any_two_of_three_open_every_bid_at_once(tender: Tender, come: tuple[int, int]) -> None:
    bidders = [a_bidder(), a_bidder()]
    for number, bidder in enumerate(bidders, start=1):
        sealed(
            tender,
            bidder,
            a_bid(
                tender,
                price=f"{number}.50",
                words=f"Words of {number}",
                apprenticeships=str(number),
                hours="7.25",
            ),
        )
    first, second = (tender.openers[place] for place in come)
    assert opens(tender, first).state == ProcurementState.CLOSED
    assert tender.opened == []
    assert opens(tender, second, at=AFTER + timedelta(minutes=5)).state == ProcurementState.OPENED
    assert [(one.bidder_id, one.price, one.opened_at) for one in tender.opened] == [
        (bidders[0].organisation_id, Decimal("1.50"), AFTER + timedelta(minutes=5)),
        (bidders[1].organisation_id, Decimal("2.50"), AFTER + timedelta(minutes=5)),
    ]
    with as_tenant(tender.buyer.pk):
        assert list(BidAnswer.objects.order_by("pk").values_list("text", flat=True)) == [
            "Words of 1",
            "Words of 2",
        ]
        offers = list(Offer.objects.order_by("pk").values_list("ask__measure__unit", "quantity", "method"))
        assert sorted(offers) == [
            ("apprenticeships", 1, "With the college"),
            ("apprenticeships", 2, "With the college"),
            ("hours", Decimal("7.25"), ""),
            ("hours", Decimal("7.25"), ""),
        ]
        assert set(Bid.objects.values_list("state", flat=True)) == {BidState.OPENED}
    third = next(opener for opener in tender.openers if opener not in (first, second))
    with pytest.raises(NotAllowed, match="not waiting to be opened"):
        opens(tender, third)


def test_a_share_waits_wrapped_for_the_second_opener_and_is_wiped_then(tender: Tender) -> None:
    opens(tender, tender.openers[0])
    waiting = shares(tender)[0]
    assert (waiting.released_at, waiting.released_share is None) == (AFTER, False)
    assert bytes(waiting.released_share or b"") != bytes(waiting.wrapped_share)
    opens(tender, tender.openers[2])
    assert [(share.released_at is None, share.released_share) for share in shares(tender)] == [
        (False, None),
        (True, None),
        (False, None),
    ]


def test_one_opener_who_comes_twice_is_still_one(tender: Tender) -> None:
    sealed(tender, a_bidder())
    opens(tender, tender.openers[0])
    with pytest.raises(NotAllowed, match="A second opener must come"):
        opens(tender, tender.openers[0])
    assert tender.opened == []


def test_a_tender_without_bids_is_opened_with_nothing_in_it(tender: Tender) -> None:
    assert open_bids_of(tender) == []
    assert tender.procurement.state == ProcurementState.OPENED


# What is refused in words


@pytest.mark.parametrize("passphrase", ["", "three words of nobodY", OPENING_PASSPHRASE + " "])
def test_a_wrong_passphrase_is_refused_and_nothing_has_changed(tender: Tender, passphrase: str) -> None:
    sealed(tender, a_bidder())
    for opener in tender.openers[:2]:
        before = how_it_stands(tender)
        with pytest.raises(Refused, match="not your opening passphrase") as refused:
            opens(tender, opener, passphrase=passphrase)
        assert refused.value.field == "passphrase"
        assert how_it_stands(tender) == before
        opens(tender, opener)
    assert len(tender.opened) == 1


def altered(content: bytes | memoryview | None) -> bytes:
    """The same but for one bit, near the end."""
    changed = bytearray(bytes(content or b""))
    changed[-5] ^= 1
    return bytes(changed)


def write(tender: Tender, row: Any, **values: object) -> None:
    with change(
        by=tender.commissioner,
        owner=getattr(row, "owner_id", tender.buyer.pk),
        reason="For a test: tampering",
    ):
        assert type(row).objects.filter(pk=row.pk).update(**values) == 1


def alter_bid(tender: Tender, bids: list[Bid]) -> list[tuple[Any, dict[str, object]]]:
    return [(bids[1], {"blob": altered(bids[1].blob)})]


def exchange_bids(tender: Tender, bids: list[Bid]) -> list[tuple[Any, dict[str, object]]]:
    return [(bids[0], {"blob": bytes(bids[1].blob)}), (bids[1], {"blob": bytes(bids[0].blob)})]


def cut_bid(tender: Tender, bids: list[Bid]) -> list[tuple[Any, dict[str, object]]]:
    return [(bids[1], {"blob": b""})]


def alter_own_share(tender: Tender, bids: list[Bid]) -> list[tuple[Any, dict[str, object]]]:
    return [(shares(tender)[1], {"wrapped_share": altered(shares(tender)[1].wrapped_share)})]


def take_anothers_share(tender: Tender, bids: list[Bid]) -> list[tuple[Any, dict[str, object]]]:
    return [(shares(tender)[1], {"wrapped_share": bytes(shares(tender)[2].wrapped_share)})]


def alter_waiting_share(tender: Tender, bids: list[Bid]) -> list[tuple[Any, dict[str, object]]]:
    return [(shares(tender)[0], {"released_share": altered(shares(tender)[0].released_share)})]


def alter_servers_share(tender: Tender, bids: list[Bid]) -> list[tuple[Any, dict[str, object]]]:
    key = shares(tender)[0].opening_key
    return [(key, {"wrapped_server_share": altered(key.wrapped_server_share)})]


def alter_public_key(tender: Tender, bids: list[Bid]) -> list[tuple[Any, dict[str, object]]]:
    key = shares(tender)[0].opening_key
    return [(key, {"public_key": altered(key.public_key)})]


def take_anothers_key(tender: Tender, bids: list[Bid]) -> list[tuple[Any, dict[str, object]]]:
    own, other = (OpenersKey.objects.get(person_id=opener.person_id) for opener in tender.openers[1:])
    return [(own, {"wrapped_private_key": bytes(other.wrapped_private_key)})]


@pytest.mark.parametrize(
    ("tampering", "says"),
    [
        (alter_bid, "received on 23 November 2026 at 09:00, cannot be opened. What is stored was altered"),
        (exchange_bids, "cannot be opened. This was sealed for another tender or another party"),
        (cut_bid, "cannot be opened. This was not sealed by Fourfold"),
        (alter_own_share, "Your part of this tender's key cannot be used. What is stored was altered"),
        (take_anothers_share, "Your part of this tender's key cannot be used. This was sealed for another"),
        (take_anothers_key, "Your part of this tender's key cannot be used. This was sealed for another"),
        (
            alter_waiting_share,
            "The part of the key that the other opener left cannot be used. What is stored was altered",
        ),
        (alter_servers_share, "The key of this tender cannot be put together. What is stored was altered"),
        (
            alter_public_key,
            "The key of this tender cannot be put together. These shares do not make this tender's key",
        ),
    ],
)
def test_whatever_was_altered_stops_the_opening_in_words_and_nothing_is_opened(
    tender: Tender,
    tampering: Callable[[Tender, list[Bid]], list[tuple[Any, dict[str, object]]]],
    says: str,
) -> None:
    bids = [bid_now(sealed(tender, a_bidder())) for _ in range(2)]
    opens(tender, tender.openers[0])
    before = how_it_stands(tender)
    assert before[-1] == [0, 0, 0]
    changes = tampering(tender, bids)
    originals = [(row, {name: getattr(row, name) for name in values}) for row, values in changes]
    for row, values in changes:
        write(tender, row, **values)
    with pytest.raises(Refused) as refused:
        opens(tender, tender.openers[1])
    assert says in str(refused.value)
    assert str(refused.value).endswith(". No bid was opened.")
    if tampering in (alter_bid, cut_bid):
        assert f"Bid {bids[1].ref}" in str(refused.value)
    assert how_it_stands(tender) == before
    # Nothing but the alteration was in the way.
    for row, values in originals:
        write(tender, row, **values)
    assert opens(tender, tender.openers[1]).state == ProcurementState.OPENED
    assert len(tender.opened) == 2
