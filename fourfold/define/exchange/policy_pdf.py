"""A policy as a tagged PDF (PDF/UA-1). Everything a person typed goes in as data and never as source."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import typst

from fourfold.define.rules.policy_document import Facts, Paragraph, Points, Table
from fourfold.ground.kernel.letters import spelt_out

if TYPE_CHECKING:
    from fourfold.define.rules.policy_document import Block, Document

NOT_AS_TYPED = (
    "Some letters that people typed are not in this document's font. They are written as their number, such as [U+65E5]; "
    "the policy's page and its DOCX have them as typed."
)


def policy_pdf(document: Document) -> bytes:
    """PDF/UA-1 takes no letter that its font cannot show: such a letter is written as its number, and that is said."""
    data = _data(document)
    try:
        return _compiled({**data, "note": ""})
    except typst.TypstError:
        return _compiled({**spelt_out(data), "note": NOT_AS_TYPED})


def _compiled(data: dict[str, Any]) -> bytes:
    source = files("fourfold.define.exchange").joinpath("policy.typ").read_bytes()
    content = json.dumps(data, ensure_ascii=False).encode()
    # The library takes several files as a dict; its types do not say so.
    parts: Any = {"main.typ": source, "data.json": content}
    # The library's own fonts alone, so that a policy looks the same wherever it is made.
    made: bytes = typst.compile(parts, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)
    return made


def _data(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "owner": document.owner,
        "subtitle": document.subtitle,
        "notice": document.notice,
        "sections": [
            {
                "heading": section.heading,
                "level": section.level,
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in document.sections
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": block.text, "href": block.href, "lead": block.lead}
        case Points():
            return {"kind": "points", "items": [list(item) for item in block.items]}
        case Facts():
            return {"kind": "facts", "rows": [list(row) for row in block.rows]}
        case Table():
            return {
                "kind": "table",
                "caption": block.caption,
                "header": list(block.header),
                "rows": [list(row) for row in block.rows],
            }
