"""Two versions of a policy side by side, word by word: what went out, what came in, and what stayed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say, say_joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fourfold.define.rules.policy_text import (
        AskedText,
        CommitmentText,
        MeasureText,
        OutcomeText,
        PolicyText,
        PrincipleText,
        PriorityText,
    )

Thing = TypeVar("Thing")

# Two titles that share this much of their letters are taken for one that was reworded.
ALIKE: Final = 0.6
# Above so many words in one place the two are shown whole: marking them word by word takes long and reads like noise.
MOST_WORDS: Final = 2_000
_WORD: Final = re.compile(r"\s+|[^\s]+")


class Mark(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


class Kind(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in both versions. The pieces that are not OUT are the later text, those that are not IN the earlier one.

    `typed` is False for a fact that has words of its own, as a unit or a day: it is shown whole, never word by word.
    """

    heading: str
    kind: Kind
    pieces: tuple[Piece, ...]
    typed: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the policy, as its priorities, with a row for each thing in it."""

    heading: str
    rows: tuple[Row, ...]

    @property
    def changed(self) -> bool:
        return any(row.kind != Kind.SAME for row in self.rows)


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both texts in order. Lines that stayed are found first, so that a long text takes no longer than it must."""
    pieces: list[Piece] = []
    earlier, later = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, earlier, later, autojunk=False).get_opcodes():
        out, into = "".join(earlier[i1:i2]), "".join(later[j1:j2])
        pieces += [Piece(Mark.SAME, out)] if tag == "equal" else _within(out, into)
    return _joined(pieces)


def _within(before: str, after: str) -> list[Piece]:
    earlier, later = _WORD.findall(before), _WORD.findall(after)
    if not earlier or not later or len(earlier) + len(later) > MOST_WORDS:
        return [Piece(Mark.OUT, before), Piece(Mark.IN, after)]
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, earlier, later, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Mark.SAME, "".join(earlier[i1:i2])))
        else:
            pieces.append(Piece(Mark.OUT, "".join(earlier[i1:i2])))
            pieces.append(Piece(Mark.IN, "".join(later[j1:j2])))
    return pieces


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Without empty pieces, and neighbours of one mark as one."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.text and found and found[-1].mark == piece.mark:
            found[-1] = Piece(piece.mark, found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return tuple(found)


def row(heading: str, before: str | None, after: str | None) -> Row:
    """None is where the thing does not stand in that version at all."""
    if before is None:
        return Row(heading, Kind.ADDED, (Piece(Mark.IN, after or ""),))
    if after is None:
        return Row(heading, Kind.REMOVED, (Piece(Mark.OUT, before),))
    if before == after:
        return Row(heading, Kind.SAME, (Piece(Mark.SAME, after),) if after else ())
    return Row(heading, Kind.CHANGED, word_changes(before, after))


def fact(heading: str, before: str | None, after: str | None) -> tuple[Row, ...]:
    """A row where a fact differs, and none where it is the same; None or empty is where there is no such fact."""
    if (before or "") == (after or ""):
        return ()
    kind = Kind.ADDED if not before else Kind.REMOVED if not after else Kind.CHANGED
    pieces = (Piece(Mark.OUT, before or ""), Piece(Mark.IN, after or ""))
    return (Row(heading, kind, tuple(piece for piece in pieces if piece.text), typed=False),)


def compare(before: PolicyText, after: PolicyText) -> tuple[Part, ...]:
    """Part by part, in the order of the later version; what only the earlier one had comes last in its part."""
    words = (
        row(say("Title"), before.title, after.title),
        row(say("What social value means here"), before.definition, after.definition),
        row(say("What we intend"), before.intent, after.intent),
        row(say("The plan it serves"), _mission(before), _mission(after)),
        row(say("Who was involved"), before.involved, after.involved),
    )
    cycle = fact(say("Review"), _cycle(before), _cycle(after))
    return (
        Part(say("The words"), (*(each for each in words if each.pieces), *cycle)),
        Part(
            say("Values and principles"),
            tuple(
                row(say("Value or principle"), *_texts(pair, _principle))
                for pair in _pairs(before.principles, after.principles, _title)
            ),
        ),
        Part(say("Priorities, outcomes and measures"), tuple(_cascade(before, after))),
        *(
            [Part(say("What we ask for in which contract"), asked)]
            if (asked := tuple(_contracts(before, after)))
            else []
        ),
        Part(
            say("What we commit ourselves to"),
            tuple(
                each
                for pair in _pairs(before.commitments, after.commitments, _title)
                for each in (
                    row(say("Commitment"), *_texts(pair, _commitment)),
                    *fact(say("By when"), *_texts(pair, _due)),
                )
            ),
        ),
    )


def _contracts(before: PolicyText, after: PolicyText) -> Iterator[Row]:
    """None where neither version says anything of contracts."""
    for pair in _pairs(before.asked, after.asked, _contract):
        yield row(say("Asked for"), *_texts(pair, _asked))
    yield from fact(say("Less of small contracts"), say_joined(before.limits), say_joined(after.limits))


def _cascade(before: PolicyText, after: PolicyText) -> Iterator[Row]:
    for pair in _pairs(before.priorities, after.priorities, _title):
        yield row(say("Priority"), *_texts(pair, _priority))
        yield from fact(say("Rank"), *_texts(pair, _rank))
        earlier, later = pair
        outcomes = (() if earlier is None else earlier.outcomes, () if later is None else later.outcomes)
        for twig in _pairs(*outcomes, _title):
            yield row(say("Outcome"), *_texts(twig, _title))
            yield from fact(say("Values behind it"), *_texts(twig, _values))
            old, new = twig
            measures = (() if old is None else old.measures, () if new is None else new.measures)
            for leaf in _measures(*measures):
                yield row(say("Measure"), *_texts(leaf, _measure))
                yield from fact(say("Counted in"), *_texts(leaf, _unit))


def _measures(
    before: Sequence[MeasureText], after: Sequence[MeasureText]
) -> list[tuple[MeasureText | None, MeasureText | None]]:
    """By what supersedes what, where that is known; the others by their titles."""
    by_ref = {each.ref: each for each in before}
    known = {each.supersedes: each for each in after if each.supersedes in by_ref}
    others = _pairs(
        [each for each in before if each.ref not in known],
        [each for each in after if each.supersedes not in by_ref],
        _title,
    )
    return [(by_ref[ref], each) for ref, each in known.items()] + others


def _pairs(
    before: Sequence[Thing], after: Sequence[Thing], name: Callable[[Thing], str]
) -> list[tuple[Thing | None, Thing | None]]:
    """Each later thing with the earlier one of the same name, or else with the one that is most alike; then the rest."""
    left = list(before)
    found: dict[int, Thing] = {}
    for at, thing in enumerate(after):
        same = next((each for each in left if name(each).casefold() == name(thing).casefold()), None)
        if same is not None:
            found[at] = same
            left.remove(same)
    for at, thing in enumerate(after):
        if at in found or not left:
            continue
        closest = max(left, key=lambda each: _alike(name(each), name(thing)))
        if _alike(name(closest), name(thing)) >= ALIKE:
            found[at] = closest
            left.remove(closest)
    return [(found.get(at), thing) for at, thing in enumerate(after)] + [(each, None) for each in left]


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def _texts(
    pair: tuple[Thing | None, Thing | None], text: Callable[[Thing], str]
) -> tuple[str | None, str | None]:
    before, after = pair
    return None if before is None else text(before), None if after is None else text(after)


def _title(thing: PrincipleText | PriorityText | OutcomeText | MeasureText | CommitmentText) -> str:
    return thing.title


def _principle(thing: PrincipleText) -> str:
    return _lines(thing.title, thing.words)


def _priority(thing: PriorityText) -> str:
    return _lines(thing.title, thing.need, thing.reason, thing.serves)


def _values(thing: OutcomeText) -> str:
    return say_joined(thing.values)


def _rank(thing: PriorityText) -> str:
    return say("One of the top three") if thing.top else say("Not one of the top three")


def _contract(thing: AskedText) -> str:
    return say("{contracts}: {priority}", contracts=thing.contracts, priority=thing.priority)


def _asked(thing: AskedText) -> str:
    return _lines(_contract(thing), thing.because)


def _measure(thing: MeasureText) -> str:
    return _lines(thing.title, thing.counts, thing.evidence)


def _unit(thing: MeasureText) -> str:
    if thing.once_per_person:
        return say("{unit}, each person once only", unit=thing.unit)
    return thing.unit


def _commitment(thing: CommitmentText) -> str:
    return _lines(f"{thing.number}. {thing.title}", thing.answers, thing.priority)


def _due(thing: CommitmentText) -> str:
    return say("By {day}", day=day_text(thing.due_on)) if thing.due_on else ""


def _mission(policy: PolicyText) -> str:
    return _lines(policy.mission_title, policy.mission_href, policy.mission_words)


def _cycle(policy: PolicyText) -> str:
    return {1: say("Every year"), 2: say("Every two years"), 3: say("Every three years")}[policy.review_years]


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
