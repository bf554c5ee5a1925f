"""What a receipt says, for its page, its text and its PDF; and whether a fingerprint is one of ours."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say, say_counted, side_by_side
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.integrate.models import Bid, BidState

if TYPE_CHECKING:
    from datetime import datetime

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Receipt:
    """`lines` are names with what they say. Nothing of what the bid says is among them."""

    heading: str
    became: str
    lines: tuple[tuple[str, str], ...]


def receipt_of(bid: Bid) -> Receipt:
    """Of a bid with its procurement, the buyer and the bidder at hand. No query."""
    came, closes = bid.received_at, bid.procurement.bids_close_at
    late = bid.state == BidState.LATE
    lines = [
        (say("Tender"), bid.procurement.title),
        (say("Reference of the tender"), bid.procurement.ref),
        (say("Buyer"), bid.procurement.owner.name),
        (say("Bidder"), bid.owner.name),
        (say("Bid"), bid.ref),
        (say("Its first byte reached us"), to_the_second(came)),
        (say("Bids closed") if late else say("Bids close"), to_the_second(closes)),
        (say("In time"), say("No: it is recorded as late and is not opened") if late else say("Yes")),
        (say("It contained"), in_counts(bid.contained)),
        (say("Fingerprint (SHA-256) of what is stored"), bid.blob_sha256),
        (say("State"), str(bid.get_state_display())),
    ]
    if bid.reason:
        lines.append((say("Reason"), bid.reason))
    return Receipt(say("Receipt for a bid"), str(bid.get_state_display()), tuple(lines))


def to_the_second(moment: datetime | None) -> str:
    """Local time with its offset, and what there is of a second: "23 November 2026, 11:59:59.123456 (UTC+00:00)"."""
    if moment is None:
        return say("not known yet")
    local = timezone.localtime(moment)
    offset = f"{local:%z}"
    return say(
        "{day}, {time} (UTC{offset})",
        day=day_text(local.date()),
        time=f"{local:%H:%M:%S.%f}" if local.microsecond else f"{local:%H:%M:%S}",
        offset=f"{offset[:3]}:{offset[3:]}",
    )


def in_counts(contained: dict[str, int]) -> str:
    """How many of each kind, in words."""
    if not contained:
        return say("not counted then")
    return side_by_side((_so_many(kind, number) for kind, number in contained.items()), ", ")


def _so_many(kind: str, number: int) -> str:
    match kind:
        case "price":
            words = say("a price")
        case "answer":
            words = say_counted(number, "{count} answer in words", "{count} answers in words")
        case "quantity":
            words = say_counted(number, "{count} quantity", "{count} quantities")
        case "method":
            words = say_counted(number, "{count} description of how", "{count} descriptions of how")
        case "file":
            words = say_counted(number, "{count} file", "{count} files")
        case _:
            words = _so_many_of_other_kinds(kind, number)
    return words


def _so_many_of_other_kinds(kind: str, number: int) -> str:
    match kind:
        case "percent":
            words = say_counted(number, "{count} percentage", "{count} percentages")
        case "cost":
            words = say_counted(number, "{count} cost", "{count} costs")
        case "accepts":
            words = say_counted(number, "{count} answer to a condition", "{count} answers to conditions")
        case "evidence":
            words = say_counted(number, "{count} piece of evidence", "{count} pieces of evidence")
        case _:
            words = say_counted(number, "{count} answer of another kind", "{count} answers of another kind")
    return words


@dataclass(frozen=True, slots=True)
class Verified:
    """A fingerprint that stands on a receipt of ours. Whose it is, is not said to whoever asks."""

    tender: str
    ref: str
    received: str
    became: str
    unchanged: bool


def receipt_with(typed: str) -> Verified | None:
    """None where it is on no receipt of ours. `unchanged` says whether what is stored still has that fingerprint."""
    sha256 = "".join(typed.split()).lower()
    if _SHA256.fullmatch(sha256) is None:
        return None
    with as_tenant(MAINTENANCE):
        bid = (
            Bid.objects.filter(blob_sha256=sha256)
            .exclude(state=BidState.DRAFT)
            .select_related("procurement")
            .first()
        )
        if bid is None:
            return None
        return Verified(
            tender=bid.procurement.title,
            ref=bid.procurement.ref,
            received=to_the_second(bid.received_at),
            became=_in_public(BidState(bid.state)),
            unchanged=hashlib.sha256(bytes(bid.blob)).hexdigest() == sha256,
        )


def _in_public(state: BidState) -> str:
    """No more than that it was received: who won and who was excluded is told elsewhere."""
    match state:
        case BidState.LATE:
            return say("It came too late and is not opened.")
        case BidState.WITHDRAWN:
            return say("Its bidder withdrew it later.")
        case BidState.REPLACED:
            return say("Its bidder replaced it by a later one.")
        case _:
            return say("It was received in time and sealed.")
