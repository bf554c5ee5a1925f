"""Small counts of people in a table with totals: withheld, together with as many others as keep them from being worked out.

A table whose totals are published is a set of sums that hold. Whoever reads it knows them, and that no count is below nought.
Drawn as a circulation (row → column for a cell, on through a column's total, the grand total and the row's total, back to the
row), each sum says that as much flows out of a node as into it. What is withheld can still lie between two bounds, and how far
it can be moved is how much could flow along its line and back another way (Ford and Fulkerson 1956). So each small count is
protected by withholding the cheapest lines along which it can be moved by the threshold: a flow of least cost. Totals count as
dear, so that cells of the table go first.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, product
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Sequence

# A total is worth as much to a reader as this many times its count in cells.
_TOTALS_ARE_DEAR: Final = 1_000

Place = tuple[int, int]
_Node = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Published:
    """The table with its totals as last row and last column; None where a count is withheld. `small` of these were small
    themselves, the others are withheld to protect them.
    """

    rows: tuple[tuple[int | None, ...], ...]
    small: int

    @property
    def withheld(self) -> int:
        return sum(one is None for row in self.rows for one in row)


def publish(counts: Sequence[Sequence[int]], *, threshold: int) -> Published:
    """`counts` are rows of equally many cells without totals, each a count of people. From each table that is published, a
    small count (1 to `threshold` - 1) cannot be placed within fewer than `threshold` + 1 values. Nought is no one, and shown.

    Raises ValueError for a table that is empty, ragged or holds a negative count.
    """
    if not counts or not counts[0] or len({len(row) for row in counts}) != 1:
        raise ValueError("a table has rows of equally many cells")
    if any(one < 0 for row in counts for one in row):
        raise ValueError("a count of people is not negative")
    table = [[*row, sum(row)] for row in counts]
    table.append([sum(column) for column in zip(*table, strict=True)])
    places = list(product(range(len(table)), range(len(table[0]))))
    small = [at for at in places if 0 < table[at[0]][at[1]] < threshold]
    withheld = set(small)
    for at in sorted(small, key=lambda at: (table[at[0]][at[1]], at)):
        _protect(at, table, withheld, threshold)
    shown = tuple(
        tuple(None if (row, column) in withheld else one for column, one in enumerate(cells))
        for row, cells in enumerate(table)
    )
    return Published(shown, len(small))


def _protect(at: Place, table: list[list[int]], withheld: set[Place], threshold: int) -> None:
    """Withholds what it takes for the count at this place to be able to be `threshold` more than it is."""
    tail, head = _ends(at, table)
    # How much is pushed along each line to make room for more along the line at `at`.
    pushed: dict[Place, int] = {}
    left = threshold
    while left:
        path, most = _cheapest(head, tail, at, table, withheld, pushed)
        step = min(left, most)
        for place, sign in path:
            pushed[place] = pushed.get(place, 0) + sign * step
        left -= step
    withheld |= {place for place, moved in pushed.items() if moved}


def _cheapest(
    start: _Node,
    end: _Node,
    without: Place,
    table: list[list[int]],
    withheld: set[Place],
    pushed: dict[Place, int],
) -> tuple[list[tuple[Place, int]], int]:
    """The lines, each with its direction, of the cheapest way from `start` to `end`, and how much fits through.

    Forwards any amount fits: a withheld count has no upper bound that a reader knows. Backwards no more than the count is.
    """
    lines: dict[_Node, list[tuple[_Node, Place, int]]] = {}
    for place in product(range(len(table)), range(len(table[0]))):
        if place != without:
            tail, head = _ends(place, table)
            lines.setdefault(tail, []).append((head, place, 1))
            lines.setdefault(head, []).append((tail, place, -1))
    order = count()
    waiting: list[tuple[int, int, _Node, list[tuple[Place, int]]]] = [(0, next(order), start, [])]
    done: set[_Node] = set()
    while waiting:
        cost, _, node, path = heappop(waiting)
        if node == end:
            return path, min(
                [table[p[0]][p[1]] + pushed.get(p, 0) for p, sign in path if sign < 0], default=1 << 62
            )
        if node in done:
            continue
        done.add(node)
        for to, place, sign in lines[node]:
            room = sign > 0 or table[place[0]][place[1]] + pushed.get(place, 0) > 0
            if room and to not in done:
                paid = place in withheld or pushed.get(place, 0) != 0
                heappush(
                    waiting,
                    (cost + (0 if paid else _cost(place, table)), next(order), to, [*path, (place, sign)]),
                )
    raise AssertionError("by the totals there is always a way")


def _cost(at: Place, table: list[list[int]]) -> int:
    total = at[0] == len(table) - 1 or at[1] == len(table[0]) - 1
    return (table[at[0]][at[1]] + 1) * (_TOTALS_ARE_DEAR if total else 1)


def _ends(at: Place, table: list[list[int]]) -> tuple[_Node, _Node]:
    """From where to where the count at this place flows."""
    last_row, last_column = len(table) - 1, len(table[0]) - 1
    rows, columns = (say("all rows"), 0), (say("all columns"), 0)
    if at == (last_row, last_column):
        return columns, rows
    if at[0] == last_row:
        return ("column", at[1]), columns
    if at[1] == last_column:
        return rows, ("row", at[0])
    return ("row", at[0]), ("column", at[1])
