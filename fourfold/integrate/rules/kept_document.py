"""A document as it is kept when a tender opens, and read back from what was kept: what was published is never made anew."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from fourfold.define.rules.policy_document import Document, Paragraph, Points, Section, Table

if TYPE_CHECKING:
    from fourfold.define.rules.policy_document import Block


def plain(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "owner": document.owner,
        "subtitle": document.subtitle,
        "sections": [
            {"heading": each.heading, "level": each.level, "blocks": [_plain(block) for block in each.blocks]}
            for each in document.sections
        ],
    }


def read_again(kept: dict[str, Any]) -> Document:
    return Document(
        title=kept["title"],
        owner=kept["owner"],
        subtitle=kept["subtitle"],
        notice="",
        sections=tuple(
            Section(each["heading"], each["level"], tuple(_read(block) for block in each["blocks"]))
            for each in kept["sections"]
        ),
    )


def fingerprint(kept: dict[str, Any]) -> str:
    """SHA-256 of the canonical bytes, so that a printed copy can be held to what was kept."""
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"text": block.text}
        case Points():
            return {"items": [list(item) for item in block.items]}
        case Table():
            return {
                "caption": block.caption,
                "header": list(block.header),
                "rows": [list(row) for row in block.rows],
            }
    message = f"A block of {type(block).__name__} is not kept."
    raise TypeError(message)


def _read(kept: dict[str, Any]) -> Block:
    if "text" in kept:
        return Paragraph(kept["text"])
    if "items" in kept:
        return Points(tuple((title, words) for title, words in kept["items"]))
    return Table(kept["caption"], tuple(kept["header"]), tuple(tuple(row) for row in kept["rows"]))
