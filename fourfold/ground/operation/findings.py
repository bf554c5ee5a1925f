"""What an examination found: each subject in one line, and what to do where something is not as it should be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """`words` never hold a value that is secret or personal: they are logged, and read aloud over the telephone."""

    level: Level
    about: str
    words: str
    to_do: str = ""


def ok(about: str, words: str) -> Finding:
    return Finding(Level.OK, about, words)


def look(about: str, words: str, to_do: str) -> Finding:
    return Finding(Level.LOOK, about, words, to_do)


def wrong(about: str, words: str, to_do: str) -> Finding:
    return Finding(Level.WRONG, about, words, to_do)
