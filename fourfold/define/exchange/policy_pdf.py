"""A policy as a tagged PDF (PDF/UA-1). Everything a person typed goes in as data and never as source."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fourfold.define.rules.policy_document import Facts, Paragraph, Points, Table
from fourfold.ground.kernel.typesetting import typeset

if TYPE_CHECKING:
    from fourfold.define.rules.policy_document import Block, Document

NOT_AS_TYPED = (
    "Some letters that people typed are not in this document's font. They are written as their number, such as [U+65E5]; "
    "the policy's page and its DOCX have them as typed."
)


def policy_pdf(document: Document, *, not_as_typed: str = NOT_AS_TYPED) -> bytes:
    """Any document of these parts; `not_as_typed` says where its words stand as they were typed."""
    source = files("fourfold.define.exchange").joinpath("policy.typ").read_bytes()
    return typeset(source, _data(document), not_as_typed=not_as_typed)


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
