"""A sentence of a template: plain text with marks for the values and tags that stand in it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

# A value's place, "{name}", and a tag's, "<1>" to "</1>".
_MARK: Final = re.compile(r"\{(\w+)\}|<(/?)(\d+)>")
_SPACE: Final = re.compile(r"[ \t\r\n]+")
_CODE: Final = re.compile(r"(?:govuk|fourfold|application|image|text)[-/_]|[#/?&]|https?:")
# An id or an attribute put together: "{id}-hint".
_JOINED_CODE: Final = re.compile(r"[a-z0-9{}_=\"-]*[-_=][a-z0-9{}_=\"-]*")


@dataclass(slots=True)
class Text:
    text: str


@dataclass(slots=True)
class Value:
    node: nodes.Expr


@dataclass(slots=True)
class Tag:
    """A whole tag with what stands in it; `name` is empty for a part of one that begins or ends elsewhere."""

    name: str
    closes: bool
    nodes: list[nodes.Expr]


Piece = Text | Value | Tag


def reads(text: str) -> bool:
    """Whether a constant is words for people and not a name for the machine: it has a space or begins as a sentence does."""
    text = text.strip()
    if not re.search(r"[A-Za-z]", text) or _CODE.match(text):
        return False
    return " " in text or bool(re.match(r"[A-Z][a-z]", text)) or text[-1] in ".:?!"


def joins_words(sentence: str) -> bool:
    """As `reads`, of a text joined with values."""
    text = _MARK.sub("", sentence)
    return bool(
        re.search(r"[A-Za-z]{2}", text) and not _CODE.match(text) and not _JOINED_CODE.fullmatch(sentence)
    )


def has_words(run: list[Piece]) -> bool:
    return any(isinstance(piece, Text) and re.search(r"[A-Za-z]", _plain(piece.text)) for piece in run)


def marks_of(sentence: str) -> list[str]:
    """The places and tags of a sentence or its translation, sorted: those of both must be the same."""
    return sorted(found[0] for found in _MARK.finditer(sentence))


def marked(sentence: str) -> Iterator[tuple[str, str]]:
    """Text, and the mark that comes after it."""
    end = 0
    for found in _MARK.finditer(sentence):
        yield sentence[end : found.start()], found[0]
        end = found.end()
    yield sentence[end:], ""


def pattern_of(run: list[Piece], *, escaped: bool = True) -> tuple[str, dict[str, list[nodes.Expr]]]:
    """The sentence with its marks, and what stands for each mark. Empty where the text itself looks like a mark."""
    said = ""
    filling: dict[str, list[nodes.Expr]] = {}
    open_tags: list[int] = []
    tags = 0
    for piece in run:
        match piece:
            case Text():
                text = _plain(piece.text) if escaped else piece.text
                if _MARK.search(text):
                    return "", {}
                said += text
            case Value():
                mark = _unused(name_of(piece.node) or "words", filling)
                filling[mark] = [piece.node]
                said += mark
            case Tag():
                if piece.closes:
                    mark = f"</{open_tags.pop()}>"
                else:
                    tags += 1
                    open_tags.append(tags)
                    mark = f"<{tags}>"
                filling[mark] = piece.nodes
                said += mark
    return _SPACE.sub(" ", said).strip(" "), filling


def _unused(name: str, taken: dict[str, list[nodes.Expr]]) -> str:
    mark, number = f"{{{name}}}", 1
    while mark in taken:
        number += 1
        mark = f"{{{name}{number}}}"
    return mark


def name_of(node: Any) -> str:  # noqa: PLR0911  (a table of nodes)
    """What a value is called in a sentence: the last name by which the template reaches it."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return node.attr
        case nodes.Filter():
            return name_of(node.node)
        case nodes.Call():
            return re.sub(r"^get_(\w+)_display$", r"\1", name_of(node.node))
        case nodes.Getitem():
            return (
                str(node.arg.value)
                if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)
                else name_of(node.node)
            )
        case nodes.CondExpr():
            return name_of(node.expr1)
        case nodes.Concat():
            return next(filter(None, map(name_of, node.nodes)), "")
    return ""


def _plain(text: str) -> str:
    return html.unescape(text)


def raw(piece: Piece) -> list[nodes.Expr]:
    match piece:
        case Text():
            return [nodes.TemplateData(piece.text)]
        case Value():
            return [piece.node]
        case Tag():
            return piece.nodes


def constant_of(piece: Piece) -> nodes.Expr:
    return nodes.Const(piece.text) if isinstance(piece, Text) else raw(piece)[0]


def trimmed(run: list[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Without the tags around the whole and the spaces outside them."""
    before: list[Piece] = []
    after: list[Piece] = []
    while True:
        inner = list(run)
        outer_before: list[Piece] = []
        outer_after: list[Piece] = []
        while inner and isinstance(inner[0], Text) and not inner[0].text.strip():
            outer_before.append(inner.pop(0))
        while inner and isinstance(inner[-1], Text) and not inner[-1].text.strip():
            outer_after.insert(0, inner.pop())
        first, last = (inner[0], inner[-1]) if len(inner) > 1 else (None, None)
        wrapped = (
            isinstance(first, Tag) and isinstance(last, Tag) and not first.closes and last.closes
            and not unpaired(inner[1:-1])
        )  # fmt: skip
        if not wrapped:
            return before + outer_before, inner, outer_after + after
        before += [*outer_before, inner[0]]
        after = [inner[-1], *outer_after, *after]
        run = inner[1:-1]


def unpaired(run: list[Piece]) -> bool:
    depth = 0
    for piece in run:
        if isinstance(piece, Tag):
            depth += -1 if piece.closes else 1
            if depth < 0:
                return True
    return depth != 0


def parted(run: list[Piece]) -> Iterator[list[Piece] | Tag]:
    """The run, cut at its tags."""
    part: list[Piece] = []
    for piece in run:
        if isinstance(piece, Tag):
            yield part
            yield piece
            part = []
        else:
            part.append(piece)
    yield part
