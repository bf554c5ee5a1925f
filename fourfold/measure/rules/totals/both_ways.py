"""One outcome of one person is valued by what it does for wellbeing or by what people say they would pay, never by both.

Both put pounds on the same better life, so their sum counts it twice. Where the people are known by a key, only those who are in
both are set aside; where they are not, a group of the same name is taken to be the same people, and all of its value is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.said import say, say_counted
from fourfold.measure.rules.totals.basis import NotAdded
from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from collections.abc import Sequence


class Approach(StrEnum):
    """How a value for one person was arrived at."""

    WELLBEING = "wellbeing"
    STATED_PREFERENCE = "stated preference"
    REVEALED_PREFERENCE = "revealed preference"
    UNIT_COST = "unit cost"

    @property
    def words(self) -> str:
        return {
            Approach.WELLBEING: say("wellbeing"),
            Approach.STATED_PREFERENCE: say("what people say they would pay"),
            Approach.REVEALED_PREFERENCE: say("what people do pay"),
            Approach.UNIT_COST: say("what a unit costs"),
        }[self]


EITHER: Final = (Approach.WELLBEING, Approach.STATED_PREFERENCE)


@dataclass(frozen=True, slots=True)
class PersonValue:
    """Pounds for an outcome of `number` people of a group, by one approach. `people` are keys that only say whether two are the
    same person; empty where they are not known. Raises ValueError where both are given and disagree, or nobody is counted.
    """

    ref: str
    outcome: str
    group: str
    number: int
    each: Money
    approach: Approach
    people: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(
                say("{ref} counts {number} people: leave it out", ref=self.ref, number=self.number)
            )
        if self.people and len(self.people) != self.number:
            raise ValueError(
                say(
                    "{ref} counts {number} people and names {named}: the two must agree",
                    ref=self.ref,
                    number=self.number,
                    named=len(self.people),
                )
            )

    @property
    def money(self) -> Money:
        with exact():
            return self.each * self.number


@dataclass(frozen=True, slots=True)
class Clash:
    """Two values of one outcome for the same people. `number` of them are in both; `known` is False where that is taken from
    the group's name and is the most that it can be.
    """

    wellbeing: PersonValue
    stated: PersonValue
    number: int
    known: bool


@dataclass(frozen=True, slots=True)
class SetAside:
    """What does not count of a value, instead of which others do, and why."""

    ref: str
    number: int
    money: Money
    instead_of: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Settled:
    """`kept` may be added; `set_aside` is shown beside it. Together they are all that was given."""

    kept: tuple[PersonValue, ...]
    set_aside: tuple[SetAside, ...]


class BothWays(NotAdded):
    """The same people's outcome is valued both ways, and nobody said which counts."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        first = clashes[0]
        super().__init__(
            say(
                "{outcome} is valued both by wellbeing ({one}) and by what people say they would pay ({other}) for {who}: "
                "say which counts. {more}",
                outcome=first.stated.outcome,
                one=first.wellbeing.ref,
                other=first.stated.ref,
                who=say_counted(first.number, "{count} person", "{count} people"),
                more=say_counted(
                    len(clashes), "There is {count} such pair.", "There are {count} such pairs."
                ),
            )
        )
        self.clashes = clashes


def clashes(values: Sequence[PersonValue]) -> tuple[Clash, ...]:
    """Every pair, in the order given."""
    found = []
    for one in values:
        for other in values:
            if (one.approach, other.approach) == EITHER and _name(one.outcome) == _name(other.outcome):
                number = _in_both(one, other)
                if number:
                    found.append(Clash(one, other, number, bool(one.people and other.people)))
    return tuple(found)


def rows_both_ways(rows: Sequence[tuple[str, str, Approach | None]]) -> tuple[tuple[int, int], ...]:
    """Places, by wellbeing first, of rows that value one outcome of one group both ways: rows are a group, an outcome and an
    approach. Names are the same whatever their capitals and spaces.
    """
    found: dict[tuple[str, str], dict[Approach, list[int]]] = {}
    for place, (group, outcome, approach) in enumerate(rows):
        if approach in EITHER:
            key = (_name(group), _name(outcome))
            found.setdefault(key, {}).setdefault(approach, []).append(place)
    return tuple(
        sorted(
            (one, other)
            for by in found.values()
            for one in by.get(Approach.WELLBEING, [])
            for other in by.get(Approach.STATED_PREFERENCE, [])
        )
    )


def _name(text: str) -> str:
    return " ".join(text.split()).casefold()


def settle(values: Sequence[PersonValue], *, keep: Approach | None = None) -> Settled:
    """What counts. `keep` is the approach that goes before the other, stated for the whole account; None refuses any clash.

    Raises BothWays, and ValueError for an approach that is not one of the two or a value that is given twice.
    """
    if len({each.ref for each in values}) != len(values):
        raise ValueError(say("two values have the same reference: each is given once"))
    if keep is not None and keep not in EITHER:
        raise ValueError(
            say("“{approach}” is not one of the two that exclude each other", approach=keep.value)
        )
    found = clashes(values)
    if keep is None:
        if found:
            raise BothWays(found)
        return Settled(tuple(values), ())
    pairs = [
        (clash.wellbeing, clash.stated) if keep is Approach.WELLBEING else (clash.stated, clash.wellbeing)
        for clash in found
    ]
    kept, aside = [], []
    for value in values:
        winners = [winner for winner, loser in pairs if loser is value]
        left, gone = _without(value, winners) if winners else (value, None)
        kept += [left] if left is not None else []
        aside += [gone] if gone is not None else []
    return Settled(tuple(kept), tuple(aside))


def _in_both(one: PersonValue, other: PersonValue) -> int:
    if one.people and other.people:
        return len(one.people & other.people)
    return min(one.number, other.number) if _name(one.group) == _name(other.group) else 0


def _without(value: PersonValue, winners: list[PersonValue]) -> tuple[PersonValue | None, SetAside]:
    """The value less those people who are counted in the winners."""
    known = all(value.people and winner.people for winner in winners)
    left = value.people - frozenset().union(*(winner.people for winner in winners)) if known else frozenset()
    number = value.number - len(left)
    with exact():
        money = value.each * number
    because = (
        say(
            "The same people’s {outcome} counts by {approach}.",
            outcome=value.outcome,
            approach=winners[0].approach.words,
        )
        if known
        else say(
            "{outcome} of the group “{group}” counts by {approach}. Who is in both is not known, so all of it is set aside.",
            outcome=value.outcome,
            group=value.group,
            approach=winners[0].approach.words,
        )
    )
    gone = SetAside(value.ref, number, money, tuple(winner.ref for winner in winners), because)
    return (replace(value, number=len(left), people=left) if left else None), gone
