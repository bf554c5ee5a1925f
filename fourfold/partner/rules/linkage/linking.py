"""Suppliers linked to registered bodies: linked, for a person to look at, or not; and what spoke for and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.partner.rules.linkage import weights
from fourfold.partner.rules.linkage.comparing import (
    Level,
    compare_councils,
    compare_days,
    compare_forms,
    compare_kinds,
    compare_numbers,
    compare_words,
)
from fourfold.partner.rules.linkage.parts import Part, names_in
from fourfold.partner.rules.linkage.rarity import Rarity
from fourfold.partner.rules.linkage.words import Words, words_of

if TYPE_CHECKING:
    from fourfold.partner.rules.linkage.bodies import Body, Supplier

# From what probability on a link is made without a person, and down to which one is asked.
LINKED_FROM: Final = 0.80
LOOKED_AT_FROM: Final = 0.005
# What a person must see, however much else speaks for a link.
NEVER_ALONE: Final = frozenset({Level.DAY_NOT_YET, Level.NUMBER_OTHER, Level.FORM_OF_COUNCIL})
# How many bodies a person is shown at most.
_SHOWN: Final = 3
# Words are found again by their beginning where a letter further on is wrong.
_BEGINNING: Final = 4


class Verdict(StrEnum):
    LINKED = "linked"
    LOOK = "to look at"
    NOT = "not linked"


@dataclass(frozen=True, slots=True)
class Spoke:
    """One comparison: what it found, and its weight in bits. Above nought it speaks for the link, below against."""

    found: Level | Part
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body that the supplier may be. `compared` are the two names; `probability` is among all candidates and nobody.

    `weight` is `start`, what is known before anything is compared, and all that `spoke`.
    """

    body: Body
    compared: tuple[str, str]
    start: float
    spoke: tuple[Spoke, ...]
    weight: float
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Linked:
    """`candidates` the likeliest first; where it is linked, the first is the body."""

    supplier: Supplier
    verdict: Verdict
    candidates: tuple[Candidate, ...]

    @property
    def body(self) -> Body | None:
        return self.candidates[0].body if self.verdict is Verdict.LINKED else None


@dataclass(frozen=True, slots=True)
class _Known:
    body: Body
    names: tuple[tuple[str, Words], ...]
    initials: Words | None

    @property
    def kinds(self) -> tuple[frozenset[str], ...]:
        return tuple(words.kinds for _, words in self.names)


class Directory:
    """The bodies, ready for comparing. How rare a word is follows from them and from the suppliers that are linked together."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self._known = [_known(body) for body in bodies]
        self._having: dict[str, set[int]] = defaultdict(set)
        for place, known in enumerate(self._known):
            for _, words in known.names:
                for key in _keys(words):
                    self._having[key].add(place)
            for scheme, number in known.body.numbers.items():
                self._having[f"{scheme} {number}"].add(place)

    def link(self, suppliers: Sequence[Supplier]) -> list[Linked]:
        """In the order of `suppliers`. The same lists give the same links."""
        named = [words_of(supplier.name) for supplier in suppliers]
        rarity = Rarity.of([*named, *(known.names[0][1] for known in self._known)])
        return [self._link(supplier, rarity) for supplier in suppliers]

    def _link(self, supplier: Supplier, rarity: Rarity) -> Linked:
        read = [(name, part, words_of(name)) for name, part in names_in(supplier.name)]
        places = {
            place
            for key in _asked(supplier, [words for _, _, words in read])
            for place in self._having.get(key, ())
        }
        found = []
        for place in sorted(places):
            compared = list(self._compared(supplier, read, self._known[place], rarity))
            if compared:
                found.append(max(compared, key=lambda each: each.weight))
        # One of them or none: the chances of all and of nobody come to one.
        all_chances = 1.0 + sum(2.0**each.weight for each in found)
        ranked = sorted(found, key=lambda each: (-each.weight, each.body.key))[:_SHOWN]
        candidates = tuple(replace(each, probability=2.0**each.weight / all_chances) for each in ranked)
        if candidates and _speaks_for_itself(candidates[0]):
            return Linked(supplier, Verdict.LINKED, candidates)
        # Two alike share what chance there is: it is their sum that a person may be asked for.
        if sum(each.probability for each in candidates) >= LOOKED_AT_FROM:
            return Linked(supplier, Verdict.LOOK, candidates)
        return Linked(supplier, Verdict.NOT, candidates)

    def _compared(
        self, supplier: Supplier, read: Sequence[tuple[str, Part, Words]], known: _Known, rarity: Rarity
    ) -> Iterator[Candidate]:
        known_by = [
            level
            for level in (compare_numbers(supplier, known.body), compare_days(supplier, known.body))
            if level is not None
        ]
        anyway = Level.NUMBER_SAME in known_by
        for name, part, ours in read:
            for other_name, theirs in known.names:
                spoke = list(_names_compared(ours, theirs, known, rarity, part=part, anyway=anyway))
                if not spoke:
                    continue
                spoke += [Spoke(level, weights.weight_of(level)) for level in known_by]
                total = weights.START + sum(each.weight for each in spoke)
                yield Candidate(known.body, (name, other_name), weights.START, tuple(spoke), total)


def _speaks_for_itself(candidate: Candidate) -> bool:
    return candidate.probability >= LINKED_FROM and NEVER_ALONE.isdisjoint(
        each.found for each in candidate.spoke
    )


def _names_compared(
    ours: Words, theirs: Words, known: _Known, rarity: Rarity, *, part: Part, anyway: bool
) -> Iterator[Spoke]:
    """Nothing where no word is shared; `anyway` where something else already says that they are one."""
    found = compare_words(ours, theirs)
    if found is None:
        if not anyway:
            return
        found = Level.WORDS_SOME, frozenset[str]()
    level, shared = found
    is_council = known.body.is_council
    others: list[Level | Part] = [] if part is Part.WHOLE else [part]
    if theirs != known.initials:
        others.append(compare_councils(ours, known.kinds) if is_council else compare_kinds(ours, theirs))
    others.append(compare_forms(ours, theirs, is_council=is_council))
    of_one_family = not weights.OF_ONE_FAMILY.isdisjoint(others)
    yield Spoke(level, weights.weight_of_words(level, shared, rarity, of_one_family=of_one_family))
    yield from (Spoke(each, weights.weight_of(each)) for each in others)


def _known(body: Body) -> _Known:
    by_words: dict[Words, str] = {}
    for name in (body.name, *body.other_names, *filter(None, [body.initials])):
        by_words.setdefault(words_of(name), name)
    initials = words_of(body.initials) if body.initials else None
    return _Known(body, tuple((name, words) for words, name in by_words.items()), initials)


def _keys(words: Words) -> set[str]:
    """Under what a name is found: each word of its own, its beginning, and all letters together."""
    return {*words.own, *(f"{word[:_BEGINNING]}…" for word in words.own), f"={words.letters}"}


def _asked(supplier: Supplier, read: Sequence[Words]) -> set[str]:
    numbers: Mapping[str, str] = supplier.numbers
    return set().union(*map(_keys, read)) | {f"{scheme} {number}" for scheme, number in numbers.items()}
