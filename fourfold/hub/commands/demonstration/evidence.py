"""Files such as suppliers send: a register as text, a page of the site diary as a picture, a signed list as PDF."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from fourfold.partner.actions.deliveries import Upload

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

WIDTH, HEIGHT = 640, 360
PAPER, INK = "#fbf8ef", "#22303c"
KINDS = ("text", "text", "picture", "text", "list")


def evidence(*, position: int, title: str, quantity: Decimal, first: date, last: date) -> Upload:
    """By `position` one kind after another; the same arguments give the same words and points."""
    lines = (
        title,
        f"Counted: {quantity:f}",
        f"From {first} to {last}",
        "Invented for the demonstration; it names nobody.",
    )
    kind = KINDS[position % len(KINDS)]
    if kind == "picture":
        return Upload(
            f"site-diary-{last}.png", _drawn(lines, "PNG", last), "The site diary's page, names covered"
        )
    if kind == "list":
        return Upload(f"signed-list-{last}.pdf", _drawn(lines, "PDF", last), "The signed list, names covered")
    return Upload(
        f"register-{last}.txt", "\n".join(lines).encode() + b"\n", "The quarter's register, without names"
    )


def a_paper(*lines: str, made_on: date) -> bytes:
    """A page as PDF, such as a bidder adds to a bid."""
    return _drawn((*lines, "Invented for the demonstration; it names nobody."), "PDF", made_on)


def _drawn(lines: tuple[str, ...], file_format: str, made_on: date) -> bytes:
    page = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        pen.text((32, 32 + row * 44), line, fill=INK, font_size=20)
        pen.line((32, 62 + row * 44, WIDTH - 32, 62 + row * 44), fill=INK)
    kept = io.BytesIO()
    # A PDF says when it was made: on the day that it speaks of, so that it is the same each time.
    page.save(kept, format=file_format, creationDate=made_on.timetuple(), modDate=made_on.timetuple())
    return kept.getvalue()
