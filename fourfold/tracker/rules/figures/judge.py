"""Whether statements can all be true of one set of respondents, asked as cheaply as may be and never guessed.

Dear is to find respondents for many statements at once, so those that were found before are tried first: as they are,
and then with all but a few tables as they were. What cannot be is found out without the products of two unknowns, and
only where that leaves it open with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fourfold.tracker.rules.figures.formulation import programme
from fourfold.tracker.rules.figures.population import parts
from fourfold.tracker.rules.figures.published import both
from fourfold.tracker.rules.figures.recount import is_true
from fourfold.tracker.rules.figures.suspects import suspects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from fourfold.tracker.rules.figures.formulation import Programme
    from fourfold.tracker.rules.figures.population import Part
    from fourfold.tracker.rules.figures.published import Condition, FigureSet
    from fourfold.tracker.rules.figures.rounding import Rounding
    from fourfold.tracker.rules.figures.solver import Solver

# Fewer statements than this are judged in small tables of their own, without what was found for the whole set.
FEW = 25
NEAREST = 3

Counts = tuple[int, ...]


@dataclass(slots=True)
class Known:
    """Respondents that were found for a part: the cells of its tables, and the statements that are true of them."""

    cells: Counts
    true: frozenset[str]


@dataclass(slots=True)
class Judge:
    """Judges sets of statements of one figure set under one rule of rounding."""

    of: FigureSet
    rounding: Rounding
    solver: Solver
    asked: int = 0
    known: dict[int, list[Known]] = field(default_factory=dict)
    _parts: tuple[Part, ...] = ()
    _few: dict[frozenset[str], bool] = field(default_factory=dict)
    _suspected: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._parts = parts(self.of)

    @property
    def parts(self) -> tuple[Part, ...]:
        return self._parts

    def can_hold(self, ids: Iterable[str]) -> bool:
        """Raises Undecided."""
        wanted = frozenset(ids)
        if len(wanted) < FEW:
            if wanted not in self._few:
                chosen = [self.of.by_id[each] for each in sorted(wanted)]
                self._few[wanted] = all(
                    self._solved(programme(self.of, part, self.rounding)) is not None
                    for part in parts(self.of, chosen)
                )
            return self._few[wanted]
        return all(self.respondents(number, wanted) is not None for number in range(len(self._parts)))

    def respondents(self, number: int, wanted: frozenset[str]) -> Counts | None:
        """The cells of a part's tables, by its number, of which the wanted statements of that part are true."""
        part = self._parts[number]
        mine = wanted & {each.id for each in part.statements}
        known = self.known.setdefault(number, [])
        for each in known:
            if mine <= each.true:
                return each.cells
        whole = programme(self.of, part, self.rounding, mine)
        near = sorted(known, key=lambda each: len(mine - each.true))[:NEAREST]
        for each in near:
            found = self._solved(whole.with_cells(self._untouched(part, each, mine)))
            if found is not None:
                return self._remember(number, found)
        found = self._solved(whole)
        return None if found is None else self._remember(number, found)

    def suspects(self, ids: Iterable[str]) -> list[frozenset[str]]:
        """Small sets within `ids` that probably cannot hold, one for each part that has one."""
        wanted = frozenset(ids)
        found = []
        for part in self._parts:
            mine = wanted & {each.id for each in part.statements}
            if mine not in self._suspected:
                self._suspected[mine] = suspects(
                    programme(self.of, part, self.rounding, mine).without_products()
                )
            found.append(self._suspected[mine])
        return [each for each in found if each]

    def _solved(self, whole: Programme) -> Counts | None:
        self.asked += 1
        if not whole.products:
            return self.solver.solve(whole)
        roughly = self.solver.solve(whole.without_products())
        if roughly is None:
            return None
        found = self.solver.solve(whole.with_bases(roughly))
        return found if found is not None else self.solver.solve(whole)

    def _untouched(self, part: Part, known: Known, wanted: frozenset[str]) -> dict[int, int]:
        """The cells of the tables that no statement which is not true yet is about."""
        touched = set()
        for each in part.statements:
            if each.id in wanted - known.true:
                for share in self.of.shares_of(each):
                    names = {name for name, _ in both(self.of.bases[share.base].where, share.counts)}
                    touched |= {
                        place for place, table in enumerate(part.tables) if names <= set(table.questions)
                    }
        kept: dict[int, int] = {}
        start = 0
        for place, table in enumerate(part.tables):
            if place not in touched:
                kept |= {start + cell: known.cells[start + cell] for cell in range(len(table.cells))}
            start += len(table.cells)
        return kept

    def _remember(self, number: int, found: Sequence[int]) -> Counts:
        part = self._parts[number]
        cells = tuple(found[: sum(len(table.cells) for table in part.tables)])
        count = counting(part, cells)
        true = frozenset(each.id for each in part.statements if is_true(self.of, each, self.rounding, count))
        self.known[number].append(Known(cells, true))
        return cells


def counting(part: Part, cells: Sequence[int]) -> Callable[[Condition], int]:
    """How many respondents fulfil a condition, read from the tables."""
    starts, start = [], 0
    for table in part.tables:
        starts.append(start)
        start += len(table.cells)

    def count(wanted: Condition) -> int:
        place = part.table_for(name for name, _ in wanted)
        return sum(cells[starts[place] + cell] for cell in part.tables[place].where(wanted))

    return count
