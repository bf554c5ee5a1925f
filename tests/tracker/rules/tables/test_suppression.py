"""No hidden count can be worked out: held against trying every table that agrees with what is printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.tracker.rules.tables.suppression import CannotProtect, Counts, Grid, Sum, Tied, hide

CODES, SCORES = 3, (-1, 0, 1)
WIDTH = 3


@dataclass
class Book:
    """Three codes by two banner blocks of two columns each; the first two codes are a net; each column has a sum of scores."""

    blocks: list[list[list[int]]]
    scored: bool
    values: list[float] = field(default_factory=list)
    dear: list[float] = field(default_factory=list)
    place: dict[tuple[object, ...], int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    scores: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        totals = [sum(row) for row in self.blocks[0]]
        self.column(("all",), totals, dear=100.0)
        for block, rows in enumerate(self.blocks):
            for column in range(2):
                self.column((block, column), [row[column] for row in rows], dear=1.0)
            for code in range(CODES):
                parts = tuple(self.place[block, column, code] for column in range(2))
                self.sums.append(Sum(self.place["all", code], parts))

    def column(self, key: tuple[object, ...], counts: list[int], *, dear: float) -> None:
        codes = tuple(
            self.add((*key, code), count, dear if key == ("all",) else 1.0)
            for code, count in enumerate(counts)
        )
        self.sums.append(Sum(self.add((*key, "base"), sum(counts), 100.0), codes))
        self.sums.append(Sum(self.add((*key, "net"), sum(counts[:2]), dear), codes[:2]))
        if self.scored:
            moment = self.add((*key, "score"), sum(s * n for s, n in zip(SCORES, counts, strict=True)), dear)
            self.sums.append(Sum(moment, codes, tuple(map(float, SCORES))))
            self.scores.add(moment)

    def add(self, key: tuple[object, ...], value: int, dear: float) -> int:
        self.place[key] = len(self.values)
        self.values.append(float(value))
        self.dear.append(dear)
        return self.place[key]

    @property
    def counts(self) -> Counts:
        kinds: list[tuple[str, tuple[float, ...]]] = [("net", (1, 1, 0))]
        if self.scored:
            kinds.append(("score", SCORES))
        grids = tuple(
            Grid(
                tuple(tuple(self.place[block, column, code] for column in range(2)) for code in range(CODES)),
                tuple(
                    Tied(factors, tuple(self.place[block, column, kind] for column in range(2)))
                    for kind, factors in kinds
                ),
            )
            for block in range(2)
        )
        return Counts(tuple(self.values), tuple(self.sums), tuple(self.dear), frozenset(self.scores), grids)

    def possible(self, hidden: frozenset[int]) -> dict[tuple[object, ...], set[int]]:
        """Every number that each count has in some table that agrees with all that is not hidden."""
        everyone = int(self.values[self.place["all", "base"]])
        most = everyone if self.place["all", "base"] not in hidden else everyone + WIDTH
        found: dict[tuple[object, ...], set[int]] = {}
        for totals in product(range(most + 1), repeat=CODES):
            if not self.agrees(("all",), totals, hidden):
                continue
            each: list[list[tuple[int, ...]]] = []
            for block in range(2):
                splits = [
                    left
                    for left in product(*(range(total + 1) for total in totals))
                    if self.agrees((block, 0), left, hidden)
                    and self.agrees(
                        (block, 1), tuple(t - n for t, n in zip(totals, left, strict=True)), hidden
                    )
                ]
                each.append(splits)
            if not all(each):
                continue
            for code in range(CODES):
                found.setdefault(("all", code), set()).add(totals[code])
                for block, splits in enumerate(each):
                    found.setdefault((block, 0, code), set()).update(left[code] for left in splits)
                    found.setdefault((block, 1, code), set()).update(
                        totals[code] - left[code] for left in splits
                    )
        return found

    def agrees(self, key: tuple[object, ...], counts: tuple[int, ...], hidden: frozenset[int]) -> bool:
        printed = {(*key, code): count for code, count in enumerate(counts)}
        printed[*key, "base"] = sum(counts)
        printed[*key, "net"] = sum(counts[:2])
        if self.scored:
            printed[*key, "score"] = sum(s * n for s, n in zip(SCORES, counts, strict=True))
        return all(
            self.place[name] in hidden or self.values[self.place[name]] == count
            for name, count in printed.items()
        )


@st.composite
def books(draw: st.DrawFn) -> Book:
    totals = draw(st.lists(st.integers(0, 5), min_size=CODES, max_size=CODES))
    lefts = [[draw(st.integers(0, total)) for total in totals] for _ in range(2)]
    blocks = [[[n, total - n] for n, total in zip(left, totals, strict=True)] for left in lefts]
    return Book(blocks, scored=draw(st.booleans()))


@settings(max_examples=60, deadline=None)
@given(books())
def test_no_hidden_count_can_be_worked_out(book: Book) -> None:
    counted = {name: at for name, at in book.place.items() if isinstance(name[-1], int)}
    small = {at for at in counted.values() if 0 < book.values[at] < WIDTH}
    found = hide(book.counts, small, width=WIDTH)
    assert found.small == small
    possible = book.possible(found.all)
    for name, at in counted.items():
        if at in small:
            assert max(possible[name]) - min(possible[name]) >= WIDTH, name
            assert len(possible[name]) > 1
    if not small:
        assert not found.all


def grid_of(rows: list[list[int]]) -> tuple[Counts, dict[tuple[int, int], int]]:
    """With margins, and what the margins are."""
    place: dict[tuple[int, int], int] = {}
    table = [[*row, sum(row)] for row in rows]
    table.append([sum(column) for column in zip(*table, strict=True)])
    values: list[float] = []
    for r, row in enumerate(table):
        for c, value in enumerate(row):
            place[r, c] = len(values)
            values.append(float(value))
    last_row, last_column = len(rows), len(rows[0])
    sums = [
        Sum(place[r, last_column], tuple(place[r, c] for c in range(last_column)))
        for r in range(last_row + 1)
    ]
    sums += [
        Sum(place[last_row, c], tuple(place[r, c] for r in range(last_row))) for c in range(last_column + 1)
    ]
    dear = tuple(1.0 if r < last_row and c < last_column else 1_000.0 for r, c in place)
    return Counts(tuple(values), tuple(sums), dear), place


def test_one_small_count_of_a_table_takes_three_others_with_it() -> None:
    counts, place = grid_of([[20, 4, 30], [15, 25, 35], [50, 60, 70]])
    found = hide(counts, {place[0, 1]}, width=4)
    assert found.others == {place[0, 0], place[1, 0], place[1, 1]}


def test_what_is_hidden_for_other_reasons_costs_nothing_and_is_used_first() -> None:
    counts, place = grid_of([[20, 4, 30], [15, 25, 35], [50, 60, 70]])
    column = {place[r, 2] for r in range(3)}
    found = hide(counts, {place[0, 1]}, width=4, hidden=column)
    assert found.others == {place[1, 1]}


def test_a_hidden_code_of_the_total_hides_another() -> None:
    totals = Counts((2.0, 40.0, 50.0, 92.0), (Sum(3, (0, 1, 2)),), (1.0, 1.0, 1.0, 1000.0))
    assert hide(totals, {0}, width=5).others == {1}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    counts, _ = grid_of([[20, 14], [15, 25]])
    assert hide(counts, set(), width=10).all == frozenset()


def test_a_count_that_is_a_printed_constant_cannot_be_protected() -> None:
    with pytest.raises(CannotProtect) as refused:
        hide(Counts((3.0,), (Sum(0, ()),), (1.0,)), {0}, width=5)
    assert refused.value.which == {0}


def test_a_rectangle_hides_the_nets_that_would_notice() -> None:
    counts, place = grid_of([[8, 3], [8, 8]])
    grid = tuple(tuple(place[r, c] for c in range(2)) for r in range(2))
    one, other = len(counts.values), len(counts.values) + 1
    tied = Counts(
        (*counts.values, 8.0, 3.0),
        (*counts.sums, Sum(one, (place[0, 0],)), Sum(other, (place[0, 1],))),
        (*counts.dear, 1.0, 1.0),
        grids=(Grid(grid, (Tied((1.0, 0.0), (one, other)),)),),
    )
    corners = {place[0, 0], place[1, 0], place[1, 1]}
    assert hide(tied, {place[0, 1]}, width=5).others == {*corners, one, other}
    alone = Counts(counts.values, counts.sums, counts.dear, grids=(Grid(grid),))
    assert hide(alone, {place[0, 1]}, width=5).others == corners
