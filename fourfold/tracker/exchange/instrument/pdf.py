"""The printed questionnaire as a tagged PDF (PDF/UA-1). What people typed goes in as data and never as source."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import typst

from fourfold.ground.kernel.letters import spelt_out

if TYPE_CHECKING:
    from fourfold.tracker.rules.instrument.printed import PrintedInstrument

NOT_AS_TYPED = (
    "Some letters of the questionnaire are not in this document's font. They are written as their number, such as [U+65E5]; "
    "its Markdown has them as typed."
)


def as_pdf(sheet: PrintedInstrument) -> bytes:
    data = {**asdict(sheet), "note": ""}
    try:
        return _compiled(data)
    except typst.TypstError:
        return _compiled({**spelt_out(data), "note": NOT_AS_TYPED})


def _compiled(data: dict[str, Any]) -> bytes:
    source = files("fourfold.tracker.exchange.instrument").joinpath("questionnaire.typ").read_bytes()
    # The library takes several files as a dict; its types do not say so.
    parts: Any = {"main.typ": source, "data.json": json.dumps(data, ensure_ascii=False).encode()}
    made: bytes = typst.compile(parts, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)
    return made
