"""Documents as tagged PDF (PDF/UA-1). What people typed goes in as data and never as source."""

from __future__ import annotations

import json
from typing import Any

import typst

from fourfold.ground.kernel.letters import spelt_out


def typeset(source: bytes, data: dict[str, Any], *, not_as_typed: str) -> bytes:
    """The PDF that the Typst `source` makes of `data`, which it reads from data.json; `note` in it is empty.

    PDF/UA-1 takes no letter that its font cannot show. Where people typed such a letter it is written as its number, and
    `note` is `not_as_typed`.
    """
    try:
        return _compiled(source, {**data, "note": ""})
    except typst.TypstError:
        return _compiled(source, {**spelt_out(data), "note": not_as_typed})


def _compiled(source: bytes, data: dict[str, Any]) -> bytes:
    # The library takes several files as a dict; its types do not say so.
    parts: Any = {"main.typ": source, "data.json": json.dumps(data, ensure_ascii=False).encode()}
    # The library's own fonts alone, so that a document looks the same wherever it is made.
    made: bytes = typst.compile(parts, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)
    return made
