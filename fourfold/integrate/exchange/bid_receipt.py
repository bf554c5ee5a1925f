"""A receipt to take away: as plain text, and as a tagged PDF."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typesetting import typeset

if TYPE_CHECKING:
    from fourfold.integrate.queries.receipts import Receipt

NOT_AS_TYPED: Final = (
    "Some letters of names are not in this document's font. They are written as their number, such as [U+65E5]; the text of "
    "the receipt has them as they are."
)


def as_text(receipt: Receipt, *, check_at: str) -> str:
    lines = [str(receipt.heading), ""]
    lines += [f"{name}: {words}" for name, words in receipt.lines]
    lines += ["", str(_how_to_check(check_at)), ""]
    return "\n".join(lines)


def as_pdf(receipt: Receipt, *, check_at: str) -> bytes:
    source = files("fourfold.integrate.exchange").joinpath("receipt.typ").read_bytes()
    data = {
        "title": receipt.heading,
        "rows": [list(line) for line in receipt.lines],
        "check": _how_to_check(check_at),
    }
    return typeset(source, data, not_as_typed=NOT_AS_TYPED)


def _how_to_check(check_at: str) -> str:
    return say(
        "Anyone can check at {check_at} that this fingerprint is on a receipt of ours, and that what we hold still has it.",
        check_at=check_at,
    )
