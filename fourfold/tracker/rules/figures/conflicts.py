"""Statements that cannot all be true though any fewer of them can: the minimal conflicts of a figure set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.tracker.rules.figures.published import Claim, both

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fourfold.tracker.rules.figures.judge import Judge
    from fourfold.tracker.rules.figures.published import FigureSet, Statement

Names = frozenset[str]


def one_conflict(judge: Judge, units: Mapping[str, Names]) -> Names:
    """A minimal conflict between units that cannot all hold, by name."""
    return quick_conflict(judge, units) or _without_the_spare(
        judge, units, _halved(judge, units, [], list(units))
    )


def quick_conflict(judge: Judge, units: Mapping[str, Names]) -> Names | None:
    """A minimal conflict that shows in small tables; None where one may still be hidden in large ones."""
    for tried in (*_suspected(judge, units), *_near_a_claim(judge, units)):
        if not judge.can_hold(_ids(units, tried)):
            return _without_the_spare(judge, units, tried)
    return None


def _ids(units: Mapping[str, Names], names: Iterable[str]) -> Names:
    return frozenset[str]().union(*(units[name] for name in names))


def _without_the_spare(judge: Judge, units: Mapping[str, Names], names: Iterable[str]) -> Names:
    """Each name is left out in turn and stays out where the rest still conflicts."""
    needed = sorted(names)
    for name in list(needed):
        fewer = [each for each in needed if each != name]
        if not judge.can_hold(_ids(units, fewer)):
            needed = fewer
    return frozenset(needed)


def _suspected(judge: Judge, units: Mapping[str, Names]) -> Iterable[list[str]]:
    for found in judge.suspects(_ids(units, units)):
        yield [name for name, ids in units.items() if ids & found]


def _near_a_claim(judge: Judge, units: Mapping[str, Names]) -> Iterable[list[str]]:
    """For each claim, the units with something to say about its questions and no others."""
    questions = {
        name: [_questions(judge.of, judge.of.by_id[each]) for each in ids] for name, ids in units.items()
    }
    for name, ids in units.items():
        if any(isinstance(judge.of.by_id[each], Claim) for each in ids):
            about = questions[name][0]
            yield [other for other, theirs in questions.items() if any(each <= about for each in theirs)]


def _questions(of: FigureSet, statement: Statement) -> Names:
    return frozenset(
        name
        for share in of.shares_of(statement)
        for name, _ in both(of.bases[share.base].where, share.counts)
    )


def _halved(judge: Judge, units: Mapping[str, Names], kept: list[str], names: Sequence[str]) -> list[str]:
    """Of `names`, those that conflict with each other and with `kept`, found by halving (Junker 2004)."""
    if len(names) == 1:
        return list(names)
    first, second = names[: len(names) // 2], names[len(names) // 2 :]
    if not judge.can_hold(_ids(units, [*kept, *first])):
        return _halved(judge, units, kept, first)
    if not judge.can_hold(_ids(units, [*kept, *second])):
        return _halved(judge, units, kept, second)
    of_second = _halved(judge, units, [*kept, *first], second)
    if not judge.can_hold(_ids(units, [*kept, *of_second])):
        return of_second
    return [*of_second, *_halved(judge, units, [*kept, *of_second], first)]
