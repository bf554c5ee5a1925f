"""What kinds of mail there are, so that people can choose between them. Each storey registers its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailKind:
    """`words` name it on the page where people choose. Nobody can do without an `essential` one: what it is about would
    otherwise happen to them unseen, or could not be done at all.
    """

    name: str
    words: str
    essential: bool = False


_kinds: dict[str, MailKind] = {}


def register(kind: MailKind) -> None:
    _kinds[kind.name] = kind


def mail_kind(name: str) -> MailKind | None:
    return _kinds.get(name)


def kinds_to_choose_from() -> list[MailKind]:
    """By their words; without the essential ones."""
    return sorted((kind for kind in _kinds.values() if not kind.essential), key=lambda kind: kind.words)
