"""Where in the markup of a page a template stands: in text, in a tag, or in the quotes of an attribute."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jinja2 import nodes

from fourfold.ground.words.sentences import Piece, Tag, Text, Value, raw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Place = tuple[bool, str, str, str]

_UNSAID: Final = frozenset({"script", "style"})
# Attributes that are read out or shown; so are those that begin with "data-say-", which scripts show.
_SHOWN: Final = frozenset(
    {"alt", "aria-description", "aria-label", "label", "placeholder", "title"},
)
_TAG: Final = re.compile(r"<(/?)([A-Za-z!][\w-]*)")
_ATTRIBUTE: Final = re.compile(r"([\w-]*)\s*=\s*([\"'])|>")


class Markup:
    """Reads what a template writes, in the order of its source, into pieces: text, values and whole tags.

    `said` is asked for the words of attributes that are shown.
    """

    def __init__(self, said: Callable[[list[Piece]], list[nodes.Expr]]) -> None:
        self._said = said
        self._in_tag = False
        self._quote = ""
        self._attribute = ""
        # The name of the element whose text is no page's: a script, a style.
        self._unsaid = ""
        self._tag = Tag("", closes=False, nodes=[])
        self._words: list[Piece] = []

    def place(self) -> Place:
        return self._in_tag, self._quote, self._attribute, self._unsaid

    def stand(self, place: Place) -> None:
        self._in_tag, self._quote, self._attribute, self._unsaid = place

    def pieces(self, parts: Iterable[nodes.Expr]) -> Iterator[Piece]:
        """Of what is written between two statements. A tag that a statement cuts in two is two nameless pieces."""
        self._begin_tag("", closes=False)
        for part in parts:
            yield from self._data(part.data) if isinstance(part, nodes.TemplateData) else self._value(part)
        self._tag.nodes += [node for piece in self._words for node in raw(piece)]
        self._words = []
        if self._tag.nodes:
            yield Tag("", closes=False, nodes=self._tag.nodes)

    def _value(self, node: nodes.Expr) -> Iterator[Piece]:
        if not self._in_tag:
            yield Value(node)
        elif self._quote and self._is_shown():
            self._words.append(Value(node))
        else:
            self._tag.nodes.append(node)

    def _data(self, data: str) -> Iterator[Piece]:
        while data:
            if not self._in_tag:
                text, data = self._text(data)
                if text:
                    yield (
                        Tag("", closes=False, nodes=[nodes.TemplateData(text)])
                        if self._unsaid
                        else Text(text)
                    )
            elif self._quote:
                data = self._quoted(data)
            else:
                data = self._between_attributes(data)
                if not self._in_tag:
                    yield self._tag
                    self._begin_tag("", closes=False)

    def _is_shown(self) -> bool:
        return self._attribute in _SHOWN or self._attribute.startswith("data-say-")

    def _begin_tag(self, name: str, *, closes: bool, written: str = "") -> None:
        self._tag = Tag(name, closes=closes, nodes=[nodes.TemplateData(written)] if written else [])

    def _text(self, data: str) -> tuple[str, str]:
        """The text up to the next tag, and what comes after the name of that."""
        found = (re.compile(rf"<(/)({self._unsaid})") if self._unsaid else _TAG).search(data)
        if found is None:
            return data, ""
        self._in_tag = True
        name, closes = found[2].lower(), bool(found[1])
        text = data[: found.start()]
        if text and self._unsaid:
            self._begin_tag(name, closes=closes, written=text + found[0])
            text = ""
        else:
            self._begin_tag(name, closes=closes, written=found[0])
        if name in _UNSAID:
            self._unsaid = "" if closes else name
        return text, data[found.end() :]

    def _quoted(self, data: str) -> str:
        inside, end, rest = data.partition(self._quote)
        if not self._is_shown():
            self._tag.nodes.append(nodes.TemplateData(inside))
        elif inside:
            self._words.append(Text(inside))
        if end:
            self._tag.nodes += [*self._said(self._words), nodes.TemplateData(end)]
            self._words, self._quote = [], ""
        return rest

    def _between_attributes(self, data: str) -> str:
        found = _ATTRIBUTE.search(data)
        end = found.end() if found else len(data)
        self._tag.nodes.append(nodes.TemplateData(data[:end]))
        if found is None:
            return ""
        if found[0] == ">":
            self._in_tag = False
        else:
            self._attribute, self._quote = found[1], found[2]
        return data[end:]
