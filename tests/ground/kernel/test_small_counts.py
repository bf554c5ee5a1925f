"""Small counts, and somebody who tries to get them back."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.ground.kernel.small_counts import Published, publish

TABLES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(
        st.lists(st.one_of(st.integers(0, 12), st.integers(0, 60)), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)


def whole(counts: list[list[int]]) -> list[list[int]]:
    table = [[*row, sum(row)] for row in counts]
    return [*table, [sum(column) for column in zip(*table, strict=True)]]


def sums(rows: int, columns: int) -> list[dict[tuple[int, int], int]]:
    """Each sum that holds in a table with totals, as factors that add up to nought."""
    along = [
        {**{(row, column): 1 for column in range(columns - 1)}, (row, columns - 1): -1} for row in range(rows)
    ]
    down = [
        {**{(row, column): 1 for row in range(rows - 1)}, (rows - 1, column): -1} for column in range(columns)
    ]
    return [*along, *down]


def subtracted(published: Published) -> dict[tuple[int, int], Fraction]:
    """What subtraction alone gives back: the withheld counts that the sums determine, by Gauss's elimination."""
    rows, columns = len(published.rows), len(published.rows[0])
    unknown = [at for at in product(range(rows), range(columns)) if published.rows[at[0]][at[1]] is None]
    lines = []
    for one in sums(rows, columns):
        known = -sum(factor * (published.rows[row][column] or 0) for (row, column), factor in one.items())
        lines.append([*(Fraction(one.get(at, 0)) for at in unknown), Fraction(known)])
    place = 0
    for column in range(len(unknown)):
        pivot = next((line for line in range(place, len(lines)) if lines[line][column]), None)
        if pivot is None:
            continue
        lines[place], lines[pivot] = lines[pivot], lines[place]
        lines[place] = [value / lines[place][column] for value in lines[place]]
        for other in range(len(lines)):
            if other != place and lines[other][column]:
                times = lines[other][column]
                lines[other] = [a - times * b for a, b in zip(lines[other], lines[place], strict=True)]
        place += 1
    found = {}
    for line in lines:
        led = [number for number, value in enumerate(line[:-1]) if value]
        if len(led) == 1:
            found[unknown[led[0]]] = line[-1]
    return found


def could_be(published: Published, at: tuple[int, int], value: int, table: list[list[int]]) -> bool:
    """Whether some table without negative counts agrees with what is published and has `value` at this place: by moving
    along rings of withheld counts from the true one, breadth first, one person at a time.
    """
    withheld = {
        (row, column)
        for row, cells in enumerate(published.rows)
        for column, one in enumerate(cells)
        if one is None
    }
    rows, columns = len(table), len(table[0])
    now = {each: table[each[0]][each[1]] for each in withheld}

    def ends(each: tuple[int, int]) -> tuple[object, object]:
        tail: object = ("r", each[0]) if each[1] < columns - 1 else "R"
        head: object = ("c", each[1]) if each[0] < rows - 1 else "C"
        if each[1] == columns - 1:
            head = ("r", each[0]) if each[0] < rows - 1 else "R"
            tail = "R" if each[0] < rows - 1 else "C"
        elif each[0] == rows - 1:
            tail, head = ("c", each[1]), "C"
        return tail, head

    while now[at] != value:
        up = value > now[at]
        tail, head = ends(at)
        start, goal = (head, tail) if up else (tail, head)
        before: dict[object, tuple[object, tuple[int, int], int]] = {}
        waiting, seen = [start], {start}
        while waiting and goal not in seen:
            node = waiting.pop(0)
            for each in withheld - {at}:
                begins, ends_at = ends(each)
                for source, to, sign in ((begins, ends_at, 1), (ends_at, begins, -1)):
                    if source == node and to not in seen and (sign > 0 or now[each] > 0):
                        seen.add(to)
                        before[to] = (node, each, sign)
                        waiting.append(to)
        if goal not in seen:
            return False
        now[at] += 1 if up else -1
        node = goal
        while node != start:
            node, each, sign = before[node]
            now[each] += sign
    for one in sums(rows, columns):
        total = sum(
            factor * now.get((row, column), table[row][column]) for (row, column), factor in one.items()
        )
        assert total == 0, "the table that was found must agree with what is published"
    assert min(now.values(), default=0) >= 0
    return True


@settings(max_examples=150, deadline=None)
@given(TABLES, st.integers(2, 10))
def test_no_small_count_is_got_back(counts: list[list[int]], threshold: int) -> None:
    published = publish(counts, threshold=threshold)
    table = whole(counts)
    small = [
        (row, column)
        for row, column in product(range(len(table)), range(len(table[0])))
        if 0 < table[row][column] < threshold
    ]
    given_back = subtracted(published)
    for at in small:
        assert published.rows[at[0]][at[1]] is None
        assert at not in given_back, "subtraction gives it back"
        assert could_be(published, at, table[at[0]][at[1]] + threshold, table), (
            "it stands within too few values"
        )


@given(TABLES)
def test_what_is_shown_is_true_and_nothing_goes_where_nothing_is_small(counts: list[list[int]]) -> None:
    table = whole(counts)
    published = publish(counts, threshold=10)
    for row, cells in enumerate(published.rows):
        for column, one in enumerate(cells):
            assert one in {None, table[row][column]}
    if not any(0 < one < 10 for cells in table for one in cells):
        assert published.withheld == published.small == 0


def test_one_small_count_takes_three_others_with_it() -> None:
    """Rows are places, columns are how many found work and how many did not."""
    published = publish([[3, 40], [30, 50], [60, 70]], threshold=10)
    assert published.rows == (
        (None, None, 43),
        (None, None, 80),
        (60, 70, 130),
        (93, 160, 253),
    )
    assert (published.small, published.withheld) == (1, 4)


def test_leaving_out_the_small_one_alone_would_give_it_back() -> None:
    """The one who tries does find what is only primarily withheld: so the test above can fail."""
    naive = Published(((None, 40, 43), (30, 50, 80), (33, 90, 123)), small=1)
    assert subtracted(naive) == {(0, 0): Fraction(3)}
    assert not could_be(naive, (0, 0), 4, whole([[3, 40], [30, 50]]))


def test_two_withheld_in_a_row_and_a_column_are_not_enough_where_they_are_tiny() -> None:
    """Four that could move by one person only still give the small one away within two values."""
    tight = Published(((None, None, 2), (None, None, 60), (31, 31, 62)), small=1)
    assert not could_be(tight, (0, 0), 3, whole([[1, 1], [30, 30]]))


def test_nobody_is_shown_and_a_table_of_few_is_withheld_whole() -> None:
    assert publish([[0, 12], [20, 0]], threshold=10).withheld == 0
    published = publish([[2]], threshold=10)
    assert all(one is None for row in published.rows for one in row)


@pytest.mark.parametrize("counts", [[], [[]], [[1, 2], [3]], [[-1]]])
def test_what_is_no_table_of_counts_is_refused(counts: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"table|negative"):
        publish(counts, threshold=10)
