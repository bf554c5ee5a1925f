"""A record that people read: one structure, of which the page, the PDF and the page in an evidence pack are all made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. The first `words` columns hold words, the others numbers."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


Block = Words | Facts | Grid


@dataclass(frozen=True, slots=True)
class Part:
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Record:
    title: str
    owner: str
    subtitle: str
    parts: tuple[Part, ...]


def plain(record: Record) -> dict[str, Any]:
    """As JSON takes it; `read_plain` gives the same record again."""
    return {
        "title": str(record.title),
        "owner": str(record.owner),
        "subtitle": str(record.subtitle),
        "parts": [
            {"heading": str(part.heading), "blocks": [_plain_block(each) for each in part.blocks]}
            for part in record.parts
        ],
    }


def read_plain(kept: Mapping[str, Any]) -> Record:
    return Record(
        title=kept["title"],
        owner=kept["owner"],
        subtitle=kept["subtitle"],
        parts=tuple(
            Part(part["heading"], tuple(_block(each) for each in part["blocks"])) for part in kept["parts"]
        ),
    )


def _plain_block(block: Block) -> dict[str, Any]:
    match block:
        case Words():
            return {"kind": "words", "text": str(block.text)}
        case Facts():
            return {"kind": "facts", "rows": [[str(each) for each in row] for row in block.rows]}
        case Grid():
            return {
                "kind": "grid",
                "caption": str(block.caption),
                "header": [str(each) for each in block.header],
                "rows": [[str(each) for each in row] for row in block.rows],
                "words": block.words,
            }


def _block(kept: Mapping[str, Any]) -> Block:
    if kept["kind"] == "words":
        return Words(kept["text"])
    if kept["kind"] == "facts":
        return Facts(tuple((name, value) for name, value in kept["rows"]))
    return Grid(
        kept["caption"],
        tuple(kept["header"]),
        tuple(tuple(row) for row in kept["rows"]),
        kept["words"],
    )
