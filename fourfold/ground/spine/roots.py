"""What the things are called that are owned and shared whole, and where their pages are, asked of every storey."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Root(NamedTuple):
    """`href` is empty where the reader has no page for it."""

    root: str
    title: str
    href: str


_describe: dict[str, Callable[[Sequence[str]], Iterable[Root]]] = {}


def register_title(kind: str, describe: Callable[[Sequence[str]], Iterable[Root]]) -> None:
    """`describe(roots)` tells of those that the tenant of the moment may see, in any order."""
    _describe[kind] = describe


def described(things: Iterable[tuple[str, str]]) -> dict[str, Root]:
    """By root, for (kind, root): one query for each kind. What is not there, or not to be seen, is left out."""
    by_kind: dict[str, list[str]] = {}
    for kind, root in things:
        by_kind.setdefault(kind, []).append(root)
    return {
        found.root: found
        for kind, roots in by_kind.items()
        if kind in _describe
        for found in _describe[kind](roots)
    }
