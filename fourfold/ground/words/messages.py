"""Every sentence that the product says: those of the templates and those that code says with `say` and `say_counted`."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.words.sayer import Lister

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jinja2 import Environment

_SAYING: Final = {"say": 1, "say_counted": 2}


class NotSaidPlainly(ValueError):
    """Code says something that is not written where it is said, so that no translator would find it."""


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in English; `many` is its form for other counts than one, empty for what is not counted."""

    one: str
    many: str
    file: str
    line: int


def of_templates(folder: Path, environment: Environment) -> Iterator[Message]:
    """In the order of files and lines. `environment` has to know every filter that the templates use."""
    for path in sorted(folder.rglob("*.jinja")):
        lister = Lister()
        lister.template(environment.parse(path.read_text(encoding="utf-8"), path.name, str(path)))
        for line, one, many in lister.found:
            yield Message(one, many, path.relative_to(folder).as_posix(), line)


def of_code(folder: Path) -> Iterator[Message]:
    """Raises NotSaidPlainly where what is said cannot be read from the source."""
    for path in sorted(folder.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        where = path.relative_to(folder).as_posix()
        if "say" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SAYING:
                yield from _said(node, where)


def _said(call: ast.Call, where: str) -> Iterator[Message]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name == "say":
        for words in _constants(call.args[0], where):
            yield Message(words, "", where, call.lineno)
        return
    (one,), (many,) = (list(_constants(each, where)) for each in call.args[1:3])
    yield Message(one, many, where, call.lineno)


def _constants(node: ast.expr, where: str) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(words)):
            yield words
        case ast.IfExp():
            yield from _constants(node.body, where)
            yield from _constants(node.orelse, where)
        case _:
            message = (
                f"{where}, line {node.lineno}: write what is said where it is said, as one text without f"
            )
            raise NotSaidPlainly(message)
