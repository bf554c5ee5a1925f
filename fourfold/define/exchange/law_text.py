"""Rulings as text that a person reads in a terminal: what binds first, and then the rest in a line each."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from fourfold.define.rules.law.answers import Answer
from fourfold.ground.kernel.periods import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fourfold.define.queries.law_calendar import ToRead
    from fourfold.define.rules.law.answers import Ruling

WIDTH: Final = 100
HEADINGS: Final = {
    Answer.APPLIES: "Applies",
    Answer.UNCERTAIN: "Uncertain",
    Answer.GOOD_PRACTICE: "Good practice",
    Answer.NOT_CHECKED: "Not checked",
    Answer.DOES_NOT_APPLY: "Does not apply",
}
NO_ADVICE: Final = (
    "This is no legal advice. It rests on what was read on the days named, and says what it does not know."
)


def text(rulings: Sequence[Ruling]) -> str:
    return "\n".join([*_blocks(rulings), NO_ADVICE, ""])


def calendar_text(entries: Sequence[ToRead]) -> str:
    return "".join(
        f"{each.by.isoformat()}  {each.key}\n"
        f"            {each.title}\n"
        f"            {each.why}. Last checked {day_text(each.checked_on)}. {each.address}\n"
        for each in entries
    )


def _blocks(rulings: Sequence[Ruling]) -> Iterator[str]:
    for answer, heading in HEADINGS.items():
        found = [each for each in rulings if each.answer is answer]
        if not found:
            continue
        yield f"{heading.upper()}\n"
        for ruling in found:
            if answer in {Answer.DOES_NOT_APPLY, Answer.NOT_CHECKED}:
                yield from _wrapped(f"{ruling.title}: {ruling.deciding.says}", "- ")
            else:
                yield from _whole(ruling)
        yield ""


def _whole(ruling: Ruling) -> Iterator[str]:
    yield from _wrapped(f"{ruling.title} ({ruling.rule})", "")
    for reason in ruling.reasons:
        yield from _wrapped(str(reason.says), "  - ")
    for record in ruling.to_record:
        yield from _wrapped(f"{record.what}. {record.by_when}.", "  To record: ")
    for source in ruling.sources:
        grade = "" if source.grade.value == "primary" else ", a secondary source"
        yield from _wrapped(
            f"{source.title} ({source.publisher}{grade}, read {day_text(source.read)}): “{source.says}” {source.href}",
            "  Source: ",
        )
    yield ""


def _wrapped(words: str, begins: str) -> Iterator[str]:
    yield textwrap.fill(
        words,
        WIDTH,
        initial_indent=begins,
        subsequent_indent=" " * len(begins),
        break_long_words=False,
        break_on_hyphens=False,
    )
