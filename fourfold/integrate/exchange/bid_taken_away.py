"""Everything that a bidder typed for one tender, as an archive: each bid as JSON and as a workbook, its receipt and its files."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from fourfold.ground.files import store
from fourfold.ground.files.scratch import Scratch
from fourfold.ground.kernel.said import say
from fourfold.integrate.exchange import bid_receipt
from fourfold.integrate.exchange.bid_workbook import TenderNamed, workbook
from fourfold.integrate.models import Bid, BidState
from fourfold.integrate.queries.receipts import receipt_of
from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.bid_fields import BidField, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.rules.bid_document import BidDocument


@dataclass(frozen=True, slots=True)
class TakenAway:
    """A bid or a draft, with what it says; None where only its resume code opens it and nobody entered that."""

    bid: Bid
    document: BidDocument | None


def archive(
    *,
    tender: TenderNamed,
    bidder: str,
    fields: Sequence[BidField],
    bids: Sequence[TakenAway],
    check_at: str,
) -> IO[bytes]:
    """A ZIP to read from its beginning, in a temporary file that only this process can read."""
    made = Scratch()
    with zipfile.ZipFile(_Onward(made), "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("READ ME.txt", _read_me(tender, bids))
        for each in bids:
            folder = f"{'draft' if each.bid.state == BidState.DRAFT else 'bid'} {each.bid.ref}"
            if each.bid.state != BidState.DRAFT:
                packed.writestr(
                    f"{folder}/receipt.txt", bid_receipt.as_text(receipt_of(each.bid), check_at=check_at)
                )
            if each.document is not None:
                _write(packed, folder, tender, bidder, fields, each.document)
    made.seek(0)
    return io.BufferedReader(made)


def _write(
    packed: zipfile.ZipFile,
    folder: str,
    tender: TenderNamed,
    bidder: str,
    fields: Sequence[BidField],
    document: BidDocument,
) -> None:
    packed.writestr(f"{folder}/answers.json", _as_json(tender, fields, document))
    packed.writestr(f"{folder}/answers.xlsx", workbook(tender, fields, document))
    context = sealing.Context(tender=tender.ref, party=bidder)
    for number, file in enumerate(document.files, start=1):
        try:
            stored = store.path_of(file.sha256).open("rb")
        except FileNotFoundError:
            packed.writestr(f"{folder}/file {number} is no longer kept.txt", "")
            continue
        with stored, packed.open(f"{folder}/files/{number} {_safe(file.name)}", "w") as into:
            for piece in sealing.decrypt_file(bytes.fromhex(file.key), stored, context):
                into.write(piece)


def _as_json(tender: TenderNamed, fields: Sequence[BidField], document: BidDocument) -> str:
    answers: list[dict[str, Any]] = []
    for field in fields:
        value = value_of(document, field)
        answers.append(
            {
                "part": field.section,
                "question": field.title,
                "asked": field.asked,
                "given_in": field.counted_in,
                "answer": None if value is None else str(value),
                **({"as_typed": document.unread[field.key]} if field.key in document.unread else {}),
            }
        )
    return json.dumps(
        {
            "tender": tender.ref,
            "title": tender.title,
            "buyer": tender.buyer,
            "edition": tender.edition,
            "answers": answers,
            "files": [{"name": file.name, "size": file.size} for file in document.files],
        },
        ensure_ascii=False,
        indent=2,
    )


def _read_me(tender: TenderNamed, bids: Sequence[TakenAway]) -> str:
    lines = [
        say("What you wrote for “{title}” of {buyer}.", title=tender.title, buyer=tender.buyer),
        "",
    ]
    for each in bids:
        state = each.bid.get_state_display()
        lines.append(
            say("{ref}: {state}", ref=each.bid.ref, state=state)
            if each.document is not None
            else say(
                "{ref}: {state}. Only its resume code opens it: enter the code on the page of your bids and download again.",
                ref=each.bid.ref,
                state=state,
            )
        )
    return "\n".join(map(str, lines)) + "\n"


def _safe(name: str) -> str:
    return "".join(sign if sign.isprintable() and sign not in '\\/:*?"<>|' else "_" for sign in name)[:150]


class _Onward:
    """Only written to, from the beginning to the end: then an archive never goes back over what it wrote."""

    def __init__(self, into: Scratch) -> None:
        self._into = into

    def write(self, content: bytes) -> int:
        return self._into.write(content)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        """What is written into stays open: it is read next."""
