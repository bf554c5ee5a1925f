"""Counts that are too small to print, and what else must be hidden so that nobody can work them out from what is printed.

Printed counts are tied by sums: codes add to their base, columns to their total, codes to nets, scores to means. Whoever
reads the tables knows the sums, knows that no count is below nought, and solves for what is missing. A count is protected
when, with all that is printed true, it could be two numbers that are `width` apart. The cheapest other truth, in whole
numbers, is looked for as an integer programme; what differs in it is hidden (the cell suppression problem: Cox 1980,
Fischetti and Salazar 2001). Most counts need none: moving respondents around a rectangle of two codes and two columns changes
no sum (`swaps`). `ground.kernel.small_counts` does the same by flows for one table with two margins; nets and banners that
share a total are no flow.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]

# What is hidden already is free; what would be newly hidden costs its count and this.
_ANY: Final = 1.0
# Protecting another count on the way is worth a little, so that one programme often protects many.
_ON_THE_WAY: Final = 1e-3
_NOTHING: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Sum:
    """whole = Σ factor · part. Factors are ones unless given, as the scores of a mean are."""

    whole: int
    parts: tuple[int, ...]
    factors: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Tied:
    """A sum over the rows of each column of a grid: a net, or a sum of scores. `places` are the sums, -1 where there is none."""

    factors: tuple[float, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts in rows and columns, of which respondents can be exchanged: two change rows in one column and two change them
    back in another. No margin notices; sums that are `tied` to the columns do, unless both rows have the same factor.
    """

    places: tuple[tuple[int, ...], ...]
    tied: tuple[Tied, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything that is printed or could be worked out, once each. `dear` says how unwillingly each is hidden (1 is a cell of a
    table, more for totals and bases); `scores` are sums of scores, which need not be whole and may be below nought.
    """

    values: tuple[float, ...]
    sums: tuple[Sum, ...]
    dear: tuple[float, ...]
    scores: frozenset[int] = frozenset()
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Hidden:
    """`small` were to be hidden; `others` are hidden so that these cannot be worked out."""

    small: frozenset[int]
    others: frozenset[int]

    @property
    def all(self) -> frozenset[int]:
        return self.small | self.others


class CannotProtect(ValueError):
    """Even hiding everything would leave a count to be worked out. `which` are such counts."""

    def __init__(self, which: Collection[int]) -> None:
        self.which = frozenset(which)
        super().__init__(", ".join(str(each) for each in sorted(which)))


def hide(counts: Counts, small: Collection[int], *, width: int, hidden: Collection[int] = ()) -> Hidden:
    """`hidden` are not printed for other reasons, and need no protection. Raises CannotProtect."""
    if not small:
        return Hidden(frozenset(), frozenset())
    state = _State(counts, frozenset(small), width, set(hidden) | set(small))
    for grid in counts.grids:
        swaps(state, grid)
    for each in sorted(small, key=lambda at: (counts.values[at], at)):
        if each not in state.protected:
            state.protect(each)
    return Hidden(frozenset(small), frozenset(state.hidden) - frozenset(small) - frozenset(hidden))


@dataclass(slots=True)
class _State:
    counts: Counts
    small: frozenset[int]
    width: int
    hidden: set[int]
    protected: set[int] = field(default_factory=set)
    most: dict[int, float] = field(default_factory=dict)
    least: dict[int, float] = field(default_factory=dict)

    def protect(self, at: int) -> None:
        moved = self._cheapest(at)
        if moved is None:
            raise CannotProtect([at])
        self.hidden |= {int(each) for each in np.flatnonzero(np.abs(moved) > _NOTHING)}
        for each in self.small:
            self.most[each] = max(self.most.get(each, 0.0), float(moved[each]))
            self.least[each] = min(self.least.get(each, 0.0), float(moved[each]))
            if self.most[each] - self.least[each] >= self.width - _NOTHING:
                self.protected.add(each)

    @property
    def price(self) -> Numbers:
        """What hiding each count costs; nought for what is hidden already."""
        price: Numbers = np.array(self.counts.dear) * (np.abs(np.array(self.counts.values)) + _ANY)
        price[list(self.hidden)] = 0.0
        return price

    def _cheapest(self, at: int) -> Numbers | None:
        """How much each count changes in the nearest other truth in which this one is `width` more."""
        # Loaded by who has something to hide, and by nobody else: it takes a while.
        from scipy import optimize, sparse  # noqa: PLC0415

        values = np.array(self.counts.values)
        number = len(values)
        waiting = [each for each in self.small - self.protected if each != at]
        up, down = self.price, self.price
        up[waiting] -= _ON_THE_WAY
        scores = np.zeros(number, dtype=bool)
        scores[list(self.counts.scores)] = True
        high = np.full(number, np.inf)
        high[waiting] = self.width
        low = np.where(scores, np.inf, values)
        high[at] = self.width
        fixed = np.zeros(2 * number)
        fixed[at] = self.width
        down[at] = up[at] = 0.0
        low[at] = 0.0
        rows, columns, entries = self._ties()
        ties = sparse.csr_array((entries, (rows, columns)), shape=(len(self.counts.sums), number))
        both = sparse.hstack([ties, -ties]).tocsc()
        whole = np.tile(np.where(scores, 0, 1), 2)
        found = optimize.milp(
            np.concatenate([up, down]),
            integrality=whole,
            bounds=optimize.Bounds(fixed, np.concatenate([high, low])),
            constraints=optimize.LinearConstraint(both, 0, 0),
        )
        if found.x is None:
            return None
        moved: Numbers = found.x[:number] - found.x[number:]
        return moved

    def _ties(self) -> tuple[Sequence[int], Sequence[int], Sequence[float]]:
        rows: list[int] = []
        columns: list[int] = []
        entries: list[float] = []
        for row, each in enumerate(self.counts.sums):
            rows += [row] * (len(each.parts) + 1)
            columns += [each.whole, *each.parts]
            entries += [-1.0, *(each.factors or (1.0,) * len(each.parts))]
        return rows, columns, entries


def swaps(state: _State, grid: Grid) -> None:
    """Protects the small counts of a grid that a rectangle can: those at two of its corners can rise by what the others have, and
    fall by what they have themselves, so all four could be as many values.
    """
    places = np.array(grid.places)
    values = np.array(state.counts.values)[places]
    # Corners (r, c), (s, d) rise and (r, d), (s, c) fall, or the other way round: indices r, s, c, d.
    rise = np.minimum(values[:, None, None, :], values[None, :, :, None])
    fall = np.minimum(values[:, None, :, None], values[None, :, None, :])
    rows, columns = places.shape
    wide = (
        (rise + fall >= state.width)
        & ~np.eye(rows, dtype=bool)[:, :, None, None]
        & ~np.eye(columns, dtype=bool)
    )
    if not wide.any():
        return
    price = np.append(state.price, 0.0)
    differ = [np.not_equal.outer(np.array(tie.factors), np.array(tie.factors)) for tie in grid.tied]
    ties = [np.array(tie.places) for tie in grid.tied]
    inside = {int(place): divmod(at, columns) for at, place in enumerate(places.ravel())}
    for each in sorted(state.small & inside.keys(), key=lambda at: (state.counts.values[at], at)):
        if each in state.protected:
            continue
        row, column = inside[each]
        cost = price[places[:, column]][:, None] + price[places[row]] + price[places]
        for unlike, tie in zip(differ, ties, strict=True):
            cost += unlike[row][:, None] * (price[tie[column]] + price[tie])
        cost[~wide[row, :, column, :]] = np.inf
        other, across = divmod(int(cost.argmin()), columns)
        if not np.isfinite(cost[other, across]):
            continue
        corners = {int(places[r, c]) for r in (row, other) for c in (column, across)}
        noticed = {
            int(tie[c])
            for unlike, tie in zip(differ, ties, strict=True)
            if unlike[row, other]
            for c in (column, across)
        } - {-1}
        state.hidden |= corners | noticed
        state.protected |= corners
        price[list(corners | noticed)] = 0.0
