"""The counts behind the tables of one question and the sums that tie them, for `suppression` to judge."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np

from fourfold.tracker.rules.tables.lines import Kind
from fourfold.tracker.rules.tables.suppression import Counts, Grid, Sum, Tied
from fourfold.tracker.rules.tables.tallies import own_levels, tally

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from fourfold.tracker.rules.tables.answers import Survey
    from fourfold.tracker.rules.tables.lines import Part
    from fourfold.tracker.rules.tables.measured import Measured, MeasuredBlock
    from fourfold.tracker.rules.tables.plan import Condition, Rules, TablePlan
    from fourfold.tracker.rules.tables.suppression import Hidden
    from fourfold.tracker.rules.vector.columns import Codes, Flags

# A total is hidden as unwillingly as a thousand respondents in cells, a net or a mean as three; what is never printed for
# nothing.
_TOTAL: Final = 1_000.0
_SUM: Final = 3.0
_CELL: Final = 1.0
_NEVER: Final = 0.0

Key = tuple[int, ...]
# Where a figure stands: table, block, line, column. Line -1 is the base.
Place = tuple[str, int, int, int]
BASE: Final = -1
# A sum over the levels of a column: its factors, and where it is.
_Sums = tuple[tuple[float, ...], int]
# A column in a table: part, block and column.
_Spot = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Withheld:
    """Of one table, by block: lines × columns of figures, and columns whose bases are withheld."""

    figures: tuple[Flags, ...]
    bases: tuple[Flags, ...]


@dataclass(slots=True)
class Ledger:
    """The tables of one question, entered one after the other, wider ones before those within them. `known` are sets of
    respondents that are withheld elsewhere in the book.
    """

    survey: Survey
    rules: Rules
    known: Collection[Key]
    values: list[float] = field(default_factory=list)
    dear: list[float] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    scores: set[int] = field(default_factory=set)
    grids: list[Grid] = field(default_factory=list)
    small: set[int] = field(default_factory=set)
    withheld: set[int] = field(default_factory=set)
    too_small: set[int] = field(default_factory=set)
    outright: set[Place] = field(default_factory=set)
    places: dict[Place, int] = field(default_factory=dict)
    keys: dict[int, Key] = field(default_factory=dict)
    earlier: dict[Key, int] = field(default_factory=dict)
    entered: list[TablePlan] = field(default_factory=list)
    spots: dict[tuple[str, _Spot], tuple[list[int], Codes]] = field(default_factory=dict)
    started: int = 0

    @property
    def unprinted(self) -> set[int]:
        """What is hidden without being in need of protection."""
        return self.withheld | self.too_small

    @property
    def counts(self) -> Counts:
        # Where several tables tell of the same respondents, an exchange in one would be noticed in another.
        grids = tuple(self.grids) if len(self.entered) == 1 else ()
        return Counts(tuple(self.values), tuple(self.sums), tuple(self.dear), frozenset(self.scores), grids)

    def enter(self, table: Measured, columns: Sequence[Flags]) -> None:
        """`columns` of each block are withheld whole."""
        if self.is_few(table.blocks[0].bases.organisations[0]):
            self.outright |= {*_places(table, range(BASE, len(table.lines)))}
            return
        self.started = len(self.values)
        for number in range(len(table.parts)):
            _enter(self, table, number, columns)
        if len(table.parts) > 1 and self.small:
            # The mean number of answers would tie every line to every other.
            of_all = [at for at, line in enumerate(table.lines) if line.kind is Kind.ANSWERS_EACH]
            self.outright |= {*_places(table, of_all)}
        self.earlier |= {key: at for at, key in self.keys.items() if key not in self.earlier}
        self.entered.append(table.plan)

    def add(self, cell: Sequence[int], dear: float) -> int:
        """A count, and who it is of; one that is in an earlier table of the question is that one."""
        key = tuple(cell)
        if key[0] and key in self.earlier:
            return self.earlier[key]
        at = self.plain(key[0], dear)
        if key[0]:
            self.keys[at] = key
            if key in self.known:
                self.small.add(at)
        return at

    def plain(self, value: float, dear: float) -> int:
        self.values.append(float(value))
        self.dear.append(dear)
        return len(self.values) - 1

    def is_few(self, count: float) -> bool:
        return 0 < count < self.rules.fewest

    def of(self, table: Measured, hidden: Hidden) -> Withheld:
        figures, bases = [], []
        for block, each in enumerate(table.blocks):
            lines, columns = each.figures.values.shape
            own = np.zeros((lines + 1, columns), dtype=bool)
            for line, column in product(range(BASE, lines), range(columns)):
                own[line, column] = self._is_hidden((table.plan.key, block, line, column), hidden)
            figures.append(own[:lines])
            bases.append(own[BASE])
        return Withheld(tuple(figures), tuple(bases))

    def keys_of(self, hidden: Collection[int]) -> set[Key]:
        return {self.keys[at] for at in hidden if at in self.keys}

    def _is_hidden(self, place: Place, hidden: Hidden) -> bool:
        at = self.places.get(place)
        return place in self.outright or at in hidden.all or at in self.withheld


def _enter(ledger: Ledger, table: Measured, number: int, columns: Sequence[Flags]) -> None:
    """One part of a table: the levels of its answers by the columns of all blocks, and the lines made of them."""
    part = table.parts[number]
    if part.lines[0].kind is Kind.ANSWERS_EACH:
        return
    whole = tally(ledger.survey, part, table.blocks[0].columned)[0]
    totals, _ = _column(ledger, table, part, (0, 0), whole, columns)
    _nest(ledger, table, (number, "", 0), totals, whole)
    for block, each in enumerate(table.blocks[1:], 1):
        cells = tally(ledger.survey, part, each.columned)
        made = [_column(ledger, table, part, (block, at), cell, columns) for at, cell in enumerate(cells)]
        for at, (levels, _) in enumerate(made):
            _nest(ledger, table, (number, each.columned.key, at), levels, cells[at])
        if each.columned.overlapping:
            for (levels, tied), cell in zip(made, cells, strict=True):
                _split(ledger, totals, [levels, _rest(ledger, whole - cell)], [tied])
        else:
            rest = whole - cells.sum(axis=0)
            sides = [levels for levels, _ in made]
            if rest[:, 0].any():
                sides.append(_rest(ledger, rest))
            _split(ledger, totals, sides, [tied for _, tied in made])


def _nest(ledger: Ledger, table: Measured, spot: _Spot, levels: list[int], cell: Codes) -> None:
    """A table of some of the respondents of another: what is left of each of its counts is known from the two."""
    ledger.spots[table.plan.key, spot] = (levels, cell)
    outer = next((each for each in reversed(ledger.entered) if is_within(table.plan.where, each.where)), None)
    if outer is None or (outer.key, spot) not in ledger.spots:
        return
    wholes, around = ledger.spots[outer.key, spot]
    if (around == cell).all():
        return
    rest = _rest(ledger, around - cell)
    ledger.sums += [Sum(*each) for each in zip(wholes, zip(levels, rest, strict=True), strict=True)]


def is_within(where: Condition, other: Condition) -> bool:
    """Whether whoever fulfils a condition fulfils the other."""
    return all(name in where and where[name] <= codes for name, codes in other.items())


def _split(ledger: Ledger, totals: list[int], sides: list[list[int]], tied: list[list[_Sums]]) -> None:
    """Columns that share out the total among them. The last sides may be what is left over, without sums of their own."""
    for level, total in enumerate(totals):
        ledger.sums.append(Sum(total, tuple(side[level] for side in sides)))
    missing = (-1,) * (len(sides) - len(tied))
    ties = [Tied(each[0][0], (*(at for _, at in each), *missing)) for each in zip(*tied, strict=True)]
    places = tuple(tuple(side[level] for side in sides) for level in range(len(totals)))
    ledger.grids.append(Grid(places, tuple(ties)))


def _column(
    ledger: Ledger,
    table: Measured,
    part: Part,
    spot: tuple[int, int],
    cell: Codes,
    columns: Sequence[Flags],
) -> tuple[list[int], list[_Sums]]:
    """The counts of its levels, and the sums over them that are printed beside: nets and sums of scores."""
    block, column = spot
    each, key, whole = table.blocks[block], table.plan.key, bool(columns[block][column])
    dear = _CELL if block else _TOTAL
    own = own_levels(part)
    lined = set(own.values())
    # What only follows from the others (who did not tick, who gave no answer) is never printed.
    counts = cell.tolist()
    levels = [ledger.add(each, dear if level in lined else _NEVER) for level, each in enumerate(counts)]
    base = ledger.add(cell.sum(axis=0).tolist(), _TOTAL)
    ledger.sums.append(Sum(base, tuple(levels)))
    ledger.places[key, block, BASE, column] = base
    if whole or ledger.is_few(each.bases.organisations[column]):
        ledger.small.add(base)
    ledger.small |= {
        at for level, at in enumerate(levels) if level not in lined and ledger.is_few(counts[level][0])
    }
    first = table.lines.index(part.lines[0])
    tied: list[_Sums] = []
    for offset, line in enumerate(part.lines):
        if line.kind is Kind.ANSWERS_EACH:
            continue
        if offset in own:
            at = levels[own[offset]]
        else:
            factors = tuple(factor ** (2 if line.kind is Kind.SPREAD else 1) for factor in line.above)
            at = ledger.plain(float(np.dot(factors, cell[:, 0])), dear * _SUM)
            if line.kind is not Kind.NET:
                ledger.scores.add(at)
            ledger.sums.append(Sum(at, tuple(levels), factors))
            tied.append((factors, at))
        place = (key, block, first + offset, column)
        ledger.places[place] = at
        _judge(ledger, each, place, at, whole=whole)
    return levels, tied


def _judge(ledger: Ledger, block: MeasuredBlock, place: Place, at: int, *, whole: bool) -> None:
    _, _, line, column = place
    few = ledger.is_few(block.figures.organisations[line, column])
    if few and at not in ledger.scores:
        ledger.small.add(at)
    elif few or whole:
        ledger.withheld.add(at)
    if block.figures.effective[line, column] >= ledger.rules.too_small:
        ledger.too_small.discard(at)
    elif at >= ledger.started:
        ledger.too_small.add(at)


def _places(table: Measured, lines: Iterable[int]) -> Iterator[Place]:
    for line in lines:
        for block, of in enumerate(table.blocks):
            for column in range(of.columned.count):
                yield table.plan.key, block, line, column


def _rest(ledger: Ledger, cell: Codes) -> list[int]:
    """Who is in none of the columns: not printed, but what is left of the total."""
    counts = cell.tolist()
    levels = [ledger.add(each, _CELL) for each in counts]
    ledger.small |= {at for at, each in zip(levels, counts, strict=True) if ledger.is_few(each[0])}
    return levels
