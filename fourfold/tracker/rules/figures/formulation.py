"""Whether one set of respondents can have given all figures, written as an integer programme that any solver may read.

The unknowns are how many respondents each cell of each table has. Rows without a statement always hold: tables that
overlap agree, strata have their sizes. Shares are never
divided: 100 × count lies between the ends times the base. Two shares of bases whose sizes are unknown are compared
crosswise, count times the other's base, which are the only products.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fourfold.tracker.rules.figures.published import Claim, Order, Printed, Share, both

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from fourfold.tracker.rules.figures.population import Part
    from fourfold.tracker.rules.figures.published import Condition, Figure, FigureSet
    from fourfold.tracker.rules.figures.rounding import Rounding

# Place of an unknown → what it is multiplied with.
Terms = dict[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """low ≤ Σ factor × unknown ≤ high, which the statement `of` says (None: the tables themselves). None is no bound."""

    terms: Terms
    low: int | None
    high: int | None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """The unknown `of` is the product of two others: a count, and the size of a base."""

    of: int
    count: int
    base: int


@dataclass(slots=True)
class Programme:
    """Unknowns are whole numbers from 0 to their bound. The first ones are the cells of the part's tables, in order."""

    bounds: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)

    def unknown(self, most: int) -> int:
        self.bounds.append(most)
        return len(self.bounds) - 1

    def is_fulfilled(self, values: Sequence[int]) -> bool:
        """Whether every bound, row and product holds with these values, in whole numbers."""
        sums = [
            (row, sum(factor * values[place] for place, factor in row.terms.items())) for row in self.rows
        ]
        return (
            all(0 <= value <= most for value, most in zip(values, self.bounds, strict=True))
            and all(
                (row.low is None or row.low <= total) and (row.high is None or total <= row.high)
                for row, total in sums
            )
            and all(values[each.of] == values[each.count] * values[each.base] for each in self.products)
        )

    def without_products(self) -> Programme:
        """An easier programme: what fulfils this one fulfils it too."""
        return Programme(self.bounds, self.rows, [])

    def with_bases(self, values: Sequence[int]) -> Programme:
        """A harder programme without products: the sizes of their bases are those of `values`."""
        rows = list(self.rows)
        for each in self.products:
            size = values[each.base]
            rows += [Row({each.base: 1}, size, size), Row({each.of: 1, each.count: -size}, 0, 0)]
        return Programme(self.bounds, rows, [])

    def with_cells(self, cells: Mapping[int, int]) -> Programme:
        """A harder programme: these unknowns have these values."""
        return Programme(
            self.bounds,
            [*self.rows, *(Row({place: 1}, value, value) for place, value in cells.items())],
            self.products,
        )


def programme(
    of: FigureSet, part: Part, rounding: Rounding, kept: Collection[str] | None = None
) -> Programme:
    """What must hold so that the statements of `part` (those `kept`, by id) are true of one set of respondents."""
    return _Writer(of, part, rounding).write(kept)


class _Writer:
    def __init__(self, of: FigureSet, part: Part, rounding: Rounding) -> None:
        self.of, self.part, self.rounding = of, part, rounding
        self.made = Programme()
        self.starts: list[int] = []
        self.counted: dict[tuple[tuple[int, int], ...], int] = {}

    def write(self, kept: Collection[str] | None) -> Programme:
        for table in self.part.tables:
            self.starts.append(len(self.made.bounds))
            for _ in table.cells:
                self.made.unknown(self.of.respondents)
        self._tables_agree()
        for statement in self.part.statements:
            if kept is not None and statement.id not in kept:
                continue
            if isinstance(statement, Claim):
                self._claim(statement)
            else:
                self._figure(statement)
        return self.made

    def _tables_agree(self) -> None:
        sizes = dict(self.of.strata.sizes) if self.of.strata else {}
        for place, table in enumerate(self.part.tables):
            if table.agrees_with is None:
                self._row(
                    {self.starts[place] + cell: 1 for cell in range(len(table.cells))},
                    *2 * (self.of.respondents,),
                )
                continue
            above = self.part.tables[table.agrees_with]
            shared = [name for name in table.questions if name in above.questions]
            mine, theirs = table.by(shared), above.by(shared)
            for code in sorted({*mine, *theirs}):
                terms = {self.starts[place] + cell: 1 for cell in mine.get(code, ())}
                terms |= {self.starts[table.agrees_with] + cell: -1 for cell in theirs.get(code, ())}
                self._row(terms, 0, 0)
        for place, table in enumerate(self.part.tables):
            if self.of.strata and self.of.strata.question in table.questions:
                of_stratum = table.by([self.of.strata.question])
                for stratum, size in sizes.items():
                    self._row(
                        {self.starts[place] + cell: 1 for cell in of_stratum.get((stratum,), ())}, size, size
                    )
                break

    def _figure(self, figure: Figure) -> None:
        base, counted = self._share(Share(figure.base, figure.counts))
        if figure.kind is Printed.COUNT:
            self._row(counted, int(figure.low), int(figure.low), figure.id)
            return
        shares = figure.shares(self.rounding)
        if isinstance(base, int):
            fitting = shares.counts(base)
            # An empty range is a row that nothing satisfies: no whole number of this base prints the figure.
            self._row(counted, fitting.start, fitting.stop - 1, figure.id)
            return
        self._row(base, 1, None, figure.id)
        above = _sum(_scaled(counted, 100 * shares.low.denominator), base, -shares.low.numerator)
        below = _sum(_scaled(counted, 100 * shares.high.denominator), base, -shares.high.numerator)
        self._row(above, 0 if shares.low_closed else 1, None, figure.id)
        self._row(below, None, 0 if shares.high_closed else -1, figure.id)

    def _claim(self, claim: Claim) -> None:
        first, second = (claim.left, claim.right) if claim.order is Order.MORE else (claim.right, claim.left)
        (base, counted), (other_base, other) = self._share(first), self._share(second)
        if base == other_base:
            self._row(_sum(counted, other, -1), 1, None, claim.id)
        else:
            self._row(_sum(self._times(counted, other_base), self._times(other, base), -1), 1, None, claim.id)
        for each in (base, other_base):
            if not isinstance(each, int):
                self._row(each, 1, None, claim.id)

    def _share(self, share: Share) -> tuple[int | Terms, Terms]:
        """The size of the base, as a number where the design fixes it, and the count within it."""
        where = self.of.bases[share.base].where
        return self._size(where), self._count(both(where, share.counts))

    def _size(self, where: Condition) -> int | Terms:
        if not where:
            return self.of.respondents
        if self.of.strata and [name for name, _ in where] == [self.of.strata.question]:
            return sum(size for code, size in self.of.strata.sizes if code in where[0][1])
        return self._count(where)

    def _count(self, where: Condition) -> Terms:
        place = self.part.table_for(name for name, _ in where)
        return {self.starts[place] + cell: 1 for cell in self.part.tables[place].where(where)}

    def _times(self, counted: Terms, base: int | Terms) -> Terms:
        if isinstance(base, int):
            return _scaled(counted, base)
        left, right = self._named(counted), self._named(base)
        of = self.made.unknown(self.of.respondents**2)
        self.made.products.append(Product(of, left, right))
        return {of: 1}

    def _named(self, terms: Terms) -> int:
        """One unknown for a sum of cells, the same for the same sum."""
        key = tuple(sorted(terms.items()))
        if key not in self.counted:
            self.counted[key] = self.made.unknown(self.of.respondents)
            self._row({**terms, self.counted[key]: -1}, 0, 0)
        return self.counted[key]

    def _row(self, terms: Terms, low: int | None, high: int | None, of: str | None = None) -> None:
        self.made.rows.append(Row(terms, low, high, of))


def _scaled(terms: Terms, factor: int) -> Terms:
    return {unknown: times * factor for unknown, times in terms.items()}


def _sum(one: Terms, other: Terms, factor: int) -> Terms:
    total = Counter(one)
    for unknown, times in other.items():
        total[unknown] += factor * times
    return {unknown: times for unknown, times in total.items() if times}
