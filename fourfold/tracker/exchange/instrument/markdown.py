"""The printed questionnaire as Markdown. What people typed is text in it, never a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fourfold.tracker.rules.instrument.printed import PrintedInstrument, PrintedQuestion

_MARKS: Final = re.compile(r"([\\`*_\[\]<>#|~&])")
_BEGINS: Final = re.compile(r"^(\s*)([-+=]|[0-9]+[.)])")


def as_markdown(sheet: PrintedInstrument) -> str:
    lines = [f"# {plain(sheet.title)}", "", plain(sheet.subtitle)]
    for notice in sheet.notices:
        lines += ["", f"**{plain(notice)}**"]
    for section in sheet.sections:
        if section.title:
            lines += ["", f"## {plain(section.title)}"]
        for question in section.questions:
            lines += ["", *_question(question, level=3 if section.title else 2)]
    return "\n".join(lines) + "\n"


def _question(question: PrintedQuestion, *, level: int) -> Iterator[str]:
    yield f"{'#' * level} {plain(question.id)}. {plain(question.words)}"
    aside = [
        f"*{plain(words)}*"
        for words in (question.only_if, " ".join(each for each in (question.hint, question.how) if each))
        if words
    ]
    for words in aside:
        yield from ("", words)
    if question.choices:
        yield ""
    for choice in question.choices:
        yield f"- ☐ {plain(choice.words)}" + (f" → *{plain(choice.then)}*" if choice.then else "")
    for _ in range(question.lines):
        yield from ("", "\\_" * 60)
    if question.notes:
        yield from ("", f"> Interviewer: {plain(question.notes)}")
    if question.origin:
        yield from ("", plain(question.origin))


def plain(words: str) -> str:
    """Words of people in one line, with every letter that Markdown would read made a letter."""
    line = _MARKS.sub(r"\\\1", " ".join(words.split()))
    return _BEGINS.sub(lambda found: f"{found[1]}{_first(found[2])}", line)


def _first(begin: str) -> str:
    return f"{begin[:-1]}\\{begin[-1]}"
