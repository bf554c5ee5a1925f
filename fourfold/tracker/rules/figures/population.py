"""Which counts of respondents must be known: few small tables that agree where they overlap, instead of one huge one.

Two questions that no statement, base or routing rule mentions together need no common table. The others form a
graph; made chordal by leaving out one question after another (the one with the least new ties first), its cliques are
the tables and a junction tree says which must agree (Lauritzen and Spiegelhalter 1988). Whole tables that agree along
such a tree can always be dealt out to respondents one by one, so nothing is lost by never writing the large table.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.figures.published import Condition, both

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fourfold.tracker.rules.figures.published import FigureSet, Statement

Cell = tuple[str, ...]
# More cells than this in one table are too many to count with; the largest of the 2014 set has 600.
MOST_CELLS = 50_000


class TooWide(ValueError):
    """Questions are tied together so closely that their common table is too large."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells over `questions` (in this order) that routing permits; `agrees_with` is the place of the table above it."""

    questions: tuple[str, ...]
    cells: tuple[Cell, ...]
    agrees_with: int | None = None

    def where(self, wanted: Condition) -> list[int]:
        """The places of the cells that fulfil the condition."""
        tests = [(self.questions.index(name), codes) for name, codes in wanted]
        return [
            place
            for place, cell in enumerate(self.cells)
            if all(cell[position] in codes for position, codes in tests)
        ]

    def by(self, shared: Iterable[str]) -> dict[Cell, list[int]]:
        """Places of the cells, by their codes on `shared`."""
        positions = [self.questions.index(name) for name in shared]
        found: dict[Cell, list[int]] = {}
        for place, cell in enumerate(self.cells):
            found.setdefault(tuple(cell[position] for position in positions), []).append(place)
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """Statements that can be judged by themselves, with the tables they need. The first table is the tree's root."""

    statements: tuple[Statement, ...]
    tables: tuple[Table, ...]

    def table_for(self, names: Iterable[str]) -> int:
        """The place of the smallest table that has all these questions."""
        wanted = set(names)
        fitting = [place for place, table in enumerate(self.tables) if wanted <= set(table.questions)]
        return min(fitting, key=lambda place: len(self.tables[place].cells))


def parts(of: FigureSet, statements: Iterable[Statement] | None = None) -> tuple[Part, ...]:
    """The statements (all of them, if none are given) in parts that share no question but the strata.

    Numbers of respondents in each stratum are fixed, so parts that meet in nothing else cannot contradict each other.
    Raises TooWide.
    """
    chosen = of.statements if statements is None else tuple(statements)
    stratum = of.strata.question if of.strata else None
    scopes = {each.id: _scopes(of, each) for each in chosen}
    rules = [frozenset(name for name, _ in (*each.when, *each.then)) for each in of.routing]
    rules += [frozenset(name for one in each.of for name, _ in one) for each in of.at_most]
    named = {name for found in scopes.values() for scope in found for name in scope}
    ties = [scope for found in scopes.values() for scope in found] + _reached(rules, named)
    names = sorted({name for scope in ties for name in scope} - {stratum})
    # A claim compares shares that may be of different tables, but it is judged as a whole.
    whole = [frozenset[str]().union(*found) for found in scopes.values()]
    together = _connected(names, [scope - {stratum} for scope in (*ties, *whole)])
    found = []
    for group in together:
        inside = [scope for scope in ties if scope & group]
        mine = tuple(each for each in chosen if any(scope & group for scope in scopes[each.id]))
        found.append(Part(mine, _tables(of, inside)))
    only_stratum = tuple(each for each in chosen if not any(each in part.statements for part in found))
    if only_stratum:
        inside = [scope for each in only_stratum for scope in scopes[each.id] if scope]
        found.append(Part(only_stratum, _tables(of, inside)))
    return tuple(found)


def _scopes(of: FigureSet, statement: Statement) -> list[frozenset[str]]:
    return [
        frozenset(name for name, _ in both(of.bases[share.base].where, share.counts))
        for share in of.shares_of(statement)
    ]


def _reached(rules: list[frozenset[str]], named: set[str]) -> list[frozenset[str]]:
    """The rules that touch what is asked about, or touch a question that such a rule brings in."""
    reached: list[frozenset[str]] = []
    left = list(rules)
    while touching := [rule for rule in left if rule & named]:
        reached += touching
        left = [rule for rule in left if not rule & named]
        named = named.union(*touching)
    return reached


def _connected(names: list[str], scopes: list[frozenset[str]]) -> list[frozenset[str]]:
    groups = [{name} for name in names]
    for scope in scopes:
        if not scope:
            continue
        met = [group for group in groups if group & scope]
        groups = [group for group in groups if not group & scope]
        groups.append(set().union(*met))
    return sorted((frozenset(group) for group in groups), key=sorted)


def _tables(of: FigureSet, scopes: list[frozenset[str]]) -> tuple[Table, ...]:
    cliques = _cliques({name: len(of.questions[name].codes) for scope in scopes for name in scope}, scopes)
    if not cliques:
        return (Table((), ((),)),)
    order = _junction_tree(cliques)
    tables: list[Table] = []
    for clique, above in order:
        questions = tuple(sorted(clique))
        size = prod(len(of.questions[name].codes) for name in questions)
        if size > MOST_CELLS:
            raise TooWide(
                say(
                    "The figures tie {questions} together: {size} combinations of answers, and {most} are the most.",
                    questions=", ".join(questions),
                    size=size,
                    most=MOST_CELLS,
                )
            )
        tables.append(Table(questions, _cells(of, questions), above))
    return tuple(tables)


def _cliques(sizes: Mapping[str, int], scopes: list[frozenset[str]]) -> list[frozenset[str]]:
    near: dict[str, set[str]] = {name: set() for name in sizes}
    for scope in scopes:
        for name in scope:
            near[name] |= scope - {name}
    found: list[frozenset[str]] = []
    while near:

        def new_ties(name: str) -> int:
            around = near[name]
            return sum(len(around - near[other]) - 1 for other in around)

        def cost(name: str) -> tuple[int, int, str]:
            return (new_ties(name), prod(sizes[other] for other in (name, *near[name])), name)

        first = min(near, key=cost)
        clique = frozenset((first, *near[first]))
        if not any(clique <= other for other in found):
            found.append(clique)
        around = near.pop(first)
        for name in around:
            near[name] = (near[name] | around) - {name, first}
    return found


def _junction_tree(cliques: list[frozenset[str]]) -> list[tuple[frozenset[str], int | None]]:
    """The cliques from the largest outwards, each with the place of the one it overlaps most among those before it."""
    left = sorted(cliques, key=lambda clique: (-len(clique), sorted(clique)))
    order: list[tuple[frozenset[str], int | None]] = [(left.pop(0), None)]
    while left:
        overlap, at, above = max(
            (len(clique & done), -place, -number)
            for place, clique in enumerate(left)
            for number, (done, _) in enumerate(order)
        )
        order.append((left.pop(-at), -above if overlap else 0))
    return order


def _cells(of: FigureSet, questions: tuple[str, ...]) -> tuple[Cell, ...]:
    place = {name: position for position, name in enumerate(questions)}

    def fulfils(cell: Cell, wanted: Condition) -> bool:
        return all(cell[place[name]] in codes for name, codes in wanted)

    routing = [each for each in of.routing if all(name in place for name, _ in (*each.when, *each.then))]
    at_most = [each for each in of.at_most if all(name in place for one in each.of for name, _ in one)]
    return tuple(
        cell
        for cell in product(*(of.questions[name].codes for name in questions))
        if all(not fulfils(cell, rule.when) or fulfils(cell, rule.then) for rule in routing)
        and all(sum(fulfils(cell, one) for one in limit.of) <= limit.most for limit in at_most)
    )
