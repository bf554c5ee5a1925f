"""The printed questionnaire as a tagged PDF (PDF/UA-1). What people typed goes in as data and never as source."""

from __future__ import annotations

from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING

from fourfold.ground.kernel.typesetting import typeset

if TYPE_CHECKING:
    from fourfold.tracker.rules.instrument.printed import PrintedInstrument

NOT_AS_TYPED = (
    "Some letters of the questionnaire are not in this document's font. They are written as their number, such as [U+65E5]; "
    "its Markdown has them as typed."
)


def as_pdf(sheet: PrintedInstrument) -> bytes:
    source = files("fourfold.tracker.exchange.instrument").joinpath("questionnaire.typ").read_bytes()
    return typeset(source, asdict(sheet), not_as_typed=NOT_AS_TYPED)
