"""Says a template in another language, or lists what it says.

A template is written in plain English, without marks. Its text falls into sentences at the tags that begin something new (a
paragraph, a cell); links, emphasis and values stay inside their sentence: "Ends on {day}. <1>Read why</1>". In expressions,
constants that read like words are sentences too, and so are texts joined with `~`.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Final

from jinja2 import nodes

from fourfold.ground.words.markup import Markup
from fourfold.ground.words.sentences import (
    Piece,
    Tag,
    Text,
    Value,
    constant_of,
    has_words,
    joins_words,
    marked,
    name_of,
    parted,
    pattern_of,
    raw,
    reads,
    trimmed,
    unpaired,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Translate = Callable[[str], str]

# Tags that stand inside a sentence. Every other one ends it.
_INLINE: Final = frozenset({"a", "abbr", "b", "code", "em", "i", "kbd", "q", "strong", "sub", "sup", "time"})
# What these are called with is a name, never words.
_NAMES: Final = frozenset(
    {
        "attr", "endswith", "get", "groupby", "has", "map", "rejectattr", "replace", "selectattr", "sort",
        "startswith", "static", "strftime", "url",
    },
)  # fmt: skip
_NAMES_OF_ARGUMENTS: Final = frozenset(
    {
        "action", "attribute", "autocomplete", "class", "classes", "css", "element", "href", "id",
        "inputmode", "method", "name", "prefix", "type", "value",
    },
)  # fmt: skip
# Filters that would take the words apart: they are given them in the language of the page.
_TAKE_APART: Final = frozenset(
    {
        "capitalize", "first", "join", "lines", "lower", "replace", "safe", "string", "striptags",
        "title", "trim", "truncate", "upper", "wordwrap",
    },
)  # fmt: skip
# The filter of an environment that says in its language what was said.
IN_WORDS: Final = "in_words"


class Sayer:
    """Walks one template in the order of its source and hands each sentence to `translate`, in whose words it goes back."""

    def __init__(self, translate: Translate) -> None:
        self._translate = translate
        self._markup = Markup(lambda run: self._run(run, quoted=True))
        self._line = 0

    def template(self, tree: nodes.Template) -> nodes.Template:
        self._body(tree.body)
        return tree

    def _body(self, body: list[nodes.Node]) -> None:
        for node in body:
            self._statement(node)

    def _statement(self, node: nodes.Node) -> None:
        self._line = node.lineno
        match node:
            case nodes.Output():
                node.nodes = self._output(node.nodes)
            case nodes.If():
                node.test = self._value(node.test)
                self._branches([node.body, *([each] for each in node.elif_), node.else_])
            case (
                nodes.Assign()
                | nodes.For()
                | nodes.CallBlock()
                | nodes.Macro()
                | nodes.With()
                | nodes.Include()
            ):
                self._expressions(node)
                for name in ("body", "else_"):
                    self._body(getattr(node, name, []))
            case _:
                for name in ("body",):
                    self._body(getattr(node, name, []))

    def _branches(self, bodies: Iterable[list[Any]]) -> None:
        """Each branch begins where the walk stood; what comes after stands where the first that says anything ended."""
        before = self._markup.place()
        after = None
        for body in bodies:
            self._markup.stand(before)
            self._body(body)
            if after is None and body:
                after = self._markup.place()
        self._markup.stand(after or before)

    def _expressions(self, node: nodes.Node) -> None:
        for name, value in node.iter_fields():
            if name in {"target", "body", "else_", "args"} and not isinstance(node, nodes.CallBlock):
                continue
            if isinstance(value, nodes.Expr):
                setattr(node, name, self._value(value))
            elif isinstance(value, list) and name in {"defaults", "values"}:
                value[:] = [self._value(each) for each in value]

    # Text

    def _output(self, parts: list[nodes.Expr]) -> list[nodes.Expr]:
        values = (part if isinstance(part, nodes.TemplateData) else self._value(part) for part in parts)
        pieces = list(self._markup.pieces(values))
        said: list[nodes.Expr] = []
        run: list[Piece] = []
        for piece in [*pieces, Tag("", closes=False, nodes=[])]:
            if isinstance(piece, Tag) and piece.name not in _INLINE:
                said += self._run(run)
                said += piece.nodes
                run = []
            else:
                run.append(piece)
        return said

    def _run(self, run: list[Piece], *, quoted: bool = False) -> list[nodes.Expr]:
        """One sentence: what stands between two tags that are not inside it."""
        before, run, after = trimmed(run)
        if has_words(run):
            if unpaired(run):
                # The other tag of a pair stands behind a statement: what is between them is a sentence by itself.
                parts = parted(run)
                said = [
                    node
                    for part in parts
                    for node in (raw(part) if isinstance(part, Tag) else self._run(part, quoted=quoted))
                ]
            else:
                said = self._sentence(run, quoted=quoted)
        else:
            said = [node for piece in run for node in raw(piece)]
        return [
            *(node for piece in before for node in raw(piece)),
            *said,
            *(node for piece in after for node in raw(piece)),
        ]

    def _sentence(self, run: list[Piece], *, quoted: bool) -> list[nodes.Expr]:
        pattern, filling = pattern_of(run)
        if not pattern:
            return [node for piece in run for node in raw(piece)]
        said = self._translate(pattern)
        if said == pattern:
            return [node for piece in run for node in raw(piece)]
        lead = next((piece.text for piece in run[:1] if isinstance(piece, Text)), "")
        tail = next((piece.text for piece in run[-1:] if isinstance(piece, Text)), "")
        made: list[nodes.Expr] = []
        for text, mark in marked(said):
            if text:
                made.append(nodes.TemplateData(html.escape(text, quote=quoted)))
            if mark:
                made += filling[mark]
        space = nodes.TemplateData(" ")
        return [*([space] if lead[:1].isspace() else []), *made, *([space] if tail[-1:].isspace() else [])]

    # Expressions

    def _value(self, node: Any) -> Any:  # noqa: C901, PLR0912  (a table of nodes)
        match node:
            case nodes.Const():
                return self._constant(node)
            case nodes.Concat():
                return self._joined(node)
            case nodes.CondExpr():
                node.test = self._value(node.test)
                node.expr1 = self._value(node.expr1)
                node.expr2 = self._value(node.expr2) if node.expr2 is not None else None
            case nodes.Compare() | nodes.Test() | nodes.Getitem() | nodes.Name() | nodes.Getattr():
                if isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Test):
                    node.node = self._value(node.node)
            case nodes.Filter():
                self._filter(node)
            case nodes.Call():
                self._call(node)
            case nodes.Dict():
                for pair in node.items:
                    if getattr(pair.key, "value", "") not in _NAMES_OF_ARGUMENTS:
                        pair.value = self._value(pair.value)
            case nodes.List() | nodes.Tuple():
                node.items = [self._value(each) for each in node.items]
            case nodes.BinExpr():
                node.left, node.right = self._value(node.left), self._value(node.right)
            case nodes.UnaryExpr():
                node.node = self._value(node.node)
        return node

    def _constant(self, node: nodes.Const) -> nodes.Const:
        if not isinstance(node.value, str) or not reads(node.value):
            return node
        core = node.value.strip()
        return nodes.Const(node.value.replace(core, self._translate(core), 1))

    def _said_plainly(self, node: Any) -> Any:
        if isinstance(node, nodes.CondExpr):
            node.expr1, node.expr2 = self._said_plainly(node.expr1), self._said_plainly(node.expr2)
        return nodes.Const(self._translate(node.value)) if isinstance(node, nodes.Const) else node

    def _joined(self, node: nodes.Concat) -> nodes.Expr:
        """Texts and values joined with `~`: one sentence, if any of the texts has words."""
        run: list[Piece] = [
            Text(each.value)
            if isinstance(each, nodes.Const) and isinstance(each.value, str)
            else Value(self._worded(self._value(each)))
            for each in node.nodes
        ]
        pattern, filling = pattern_of(run, escaped=False)
        said = self._translate(pattern) if joins_words(pattern) else pattern
        if said == pattern:
            return nodes.Concat([constant_of(piece) for piece in run])
        first, last = run[0], run[-1]
        made: list[nodes.Expr] = []
        if isinstance(first, Text) and first.text[:1].isspace():
            made.append(nodes.Const(" "))
        for text, mark in marked(said):
            if text:
                made.append(nodes.Const(text))
            if mark:
                made += filling[mark]
        if isinstance(last, Text) and last.text[-1:].isspace():
            made.append(nodes.Const(" "))
        return nodes.Concat(made)

    def _worded(self, node: nodes.Expr) -> nodes.Expr:
        """A value that is about to be joined or cut, in the words of the page."""
        if isinstance(node, nodes.Const):
            return node
        return nodes.Filter(node, IN_WORDS, [], [], None, None)

    def _filter(self, node: nodes.Filter) -> None:
        if node.node is not None:
            node.node = self._value(node.node)
            if node.name in _TAKE_APART:
                node.node = self._worded(node.node)
        if node.name == "plural":
            self._plural(node)
        elif node.name not in _NAMES:
            node.args = [self._value(each) for each in node.args]
            for keyword in node.kwargs:
                keyword.value = self._value(keyword.value)

    def _plural(self, node: nodes.Filter) -> None:
        """`n|plural("promise")` says itself in the language of the page; its two patterns are only listed."""
        words = [each.value for each in node.args if isinstance(each, nodes.Const)]
        if words:
            self._translate_counted(
                f"{{count}} {words[0]}", f"{{count}} {words[1] if len(words) > 1 else words[0] + 's'}"
            )

    def _translate_counted(self, one: str, many: str) -> None:
        """Overridden by who lists."""

    def _call(self, node: nodes.Call) -> None:
        name = name_of(node.node)
        if isinstance(node.node, nodes.Getattr):
            node.node.node = self._value(node.node.node)
        if name == "say":
            # Words that do not read like words: one without a capital.
            node.args = [self._said_plainly(each) for each in node.args]
        elif name not in _NAMES:
            node.args = [self._value(each) for each in node.args]
        for keyword in node.kwargs:
            if keyword.key not in _NAMES_OF_ARGUMENTS and name not in _NAMES:
                keyword.value = self._value(keyword.value)


class Lister(Sayer):
    """Lists the sentences of a template, in their order, as (line, one, many); `many` is empty but for what is counted."""

    def __init__(self) -> None:
        super().__init__(self._heard)
        self.found: list[tuple[int, str, str]] = []

    def _heard(self, sentence: str) -> str:
        self.found.append((self._line, sentence, ""))
        return sentence

    def _translate_counted(self, one: str, many: str) -> None:
        self.found.append((self._line, one, many))
