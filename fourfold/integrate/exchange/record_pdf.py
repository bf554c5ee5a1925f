"""A record as a tagged PDF (PDF/UA-1). What people typed goes in as data and never as source."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typesetting import typeset
from fourfold.integrate.rules.record import plain

if TYPE_CHECKING:
    from fourfold.integrate.rules.record import Record

NOT_AS_TYPED = say(
    "Some letters that people typed are not in this document's font. They are written as their number, such as [U+65E5]; "
    "the page has them as typed."
)


def record_pdf(record: Record) -> bytes:
    source = files("fourfold.integrate.exchange").joinpath("record.typ").read_bytes()
    return typeset(source, plain(record), not_as_typed=str(NOT_AS_TYPED))
