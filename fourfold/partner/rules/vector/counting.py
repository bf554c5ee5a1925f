"""What counts of a million claims, in whole steps and so to the last digit as the plain rules have it.

Rows are sorted until what may be the same stands together. Nearly all of it is settled by sums over runs of rows; only agreed
shares, and chains of days of which not all overlap, are handed to the plain rules, thing by thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from fourfold.ground.kernel.said import say
from fourfold.partner.rules.counting.apportioning import steps_of_each
from fourfold.partner.rules.counting.findings import Rule
from fourfold.partner.rules.counting.things import most_apart
from fourfold.partner.rules.vector.columns import NONE
from fourfold.partner.rules.vector.runs import run_of_each, starts_of_runs

if TYPE_CHECKING:
    from fourfold.partner.rules.vector.columns import Bools, Columns, Wholes

RULES: Final = tuple(Rule)
# Beyond it the product of two amounts may not fit into 64 bits.
_MOST_TO_MULTIPLY: Final = 3_037_000_499


class SharesTooLarge(ValueError):
    """Agreed shares of the same come to more than the whole; `rows` are those of one thing in which they do."""

    def __init__(self, rows: Wholes) -> None:
        self.rows = rows
        super().__init__(say("Agreed shares of the same come to more than 100%"))


@dataclass(frozen=True, slots=True)
class CountedColumns:
    """A row for each of `Columns`: what counts, by which of `RULES` the rest was removed (-1 for none), and of which thing it is.

    Rows of one `thing` may be of the same; those without a key, and those that other measures exclude, have -1.
    """

    counted: Wholes
    rule: Wholes
    thing: Wholes


def count_columns(columns: Columns, *, verified: Wholes | None = None) -> CountedColumns:
    """`verified` has for each row what was delivered of its event, in steps, and -1 where nobody verified that.

    Raises SharesTooLarge.
    """
    size = len(columns)
    counted, rule = columns.amount.copy(), np.full(size, NONE, dtype=np.int64)
    thing = np.full(size, NONE, dtype=np.int64)
    out = excluded(columns)
    counted[out] = 0
    rule[out & (columns.amount > 0)] = RULES.index(Rule.EXCLUDED)
    rows = np.flatnonzero((columns.key != NONE) & ~out)
    if not len(rows):
        return CountedColumns(counted, rule, thing)
    # Rows are in the order of references already, and the sort keeps it between equals.
    rows = rows[np.lexsort((columns.first_day[rows], columns.key[rows], columns.measure[rows]))]
    starts = _starts_of_things(columns, rows)
    of_thing = run_of_each(starts, len(rows))
    thing[rows] = of_thing
    _settle(columns, rows, starts, verified, counted)
    removed = rows[counted[rows] < columns.amount[rows]]
    rule[removed] = np.where(
        ~columns.of_person[removed],
        RULES.index(Rule.SAME_EVENT),
        np.where(columns.once[removed], RULES.index(Rule.ONCE_PER_PERSON), RULES.index(Rule.SAME_DAYS)),
    )
    return CountedColumns(counted, rule, thing)


def excluded(columns: Columns) -> Bools:
    """Rows whose person or event counts under another measure of their group."""
    out = np.zeros(len(columns), dtype=np.bool_)
    rows = np.flatnonzero((columns.group != NONE) & (columns.key != NONE))
    if len(rows):
        order = (columns.first_day[rows], -columns.tier[rows], columns.key[rows], columns.group[rows])
        rows = rows[np.lexsort(order)]
        starts = starts_of_runs(columns.group[rows], columns.key[rows])
        measures = columns.measure[rows]
        out[rows] = measures != measures[starts][run_of_each(starts, len(rows))]
    return out


def _starts_of_things(columns: Columns, rows: Wholes) -> Wholes:
    """Runs of one measure and key; where days tell apart, parted where all before have ended."""
    starts = starts_of_runs(columns.measure[rows], columns.key[rows])
    run = run_of_each(starts, len(rows))
    first, last = columns.first_day[rows], columns.last_day[rows]
    # The last day so far within the run: days of later runs are lifted above those of all before.
    lift = run * (int(last.max()) + 1)
    so_far = np.maximum.accumulate(last + lift)
    by_days = columns.of_person[rows] & ~columns.once[rows]
    parted = np.zeros(len(rows), dtype=np.bool_)
    parted[1:] = by_days[1:] & (first[1:] + lift[1:] > so_far[:-1])
    parted[starts] = True
    return np.flatnonzero(parted)


def _settle(columns: Columns, rows: Wholes, starts: Wholes, verified: Wholes | None, counted: Wholes) -> None:
    """Writes into `counted` what counts of each row of each thing."""
    amount, whole = columns.amount[rows], columns.whole[rows]
    most = np.maximum.reduceat(whole, starts)
    whenever = (~columns.of_person[rows] | columns.once[rows])[starts]
    all_meet = whenever | (
        np.maximum.reduceat(columns.first_day[rows], starts)
        <= np.minimum.reduceat(columns.last_day[rows], starts)
    )
    if verified is not None:
        known = verified[rows][starts]
        capped = ~columns.of_person[rows][starts] & (known != NONE)
        most = np.where(capped, np.minimum(most, known), most)
    agreed = np.zeros(len(columns), dtype=np.bool_)
    agreed[list(columns.shares)] = True
    with_shares = np.logical_or.reduceat(agreed[rows], starts)
    over = np.add.reduceat(amount, starts) > most
    plainly = (
        with_shares | (over & ~all_meet) | (over & (np.maximum.reduceat(whole, starts) > _MOST_TO_MULTIPLY))
    )
    ends = np.append(starts[1:], len(rows))
    for at in np.flatnonzero(plainly):
        here = rows[starts[at] : ends[at]]
        cap = int(most[at]) if all_meet[at] else most_apart(_spans(columns, here))
        counted[here] = _plainly(columns, here, cap, whenever=bool(whenever[at]))
    sizes = np.diff(np.append(starts, len(rows)))
    over &= ~plainly
    chosen = np.repeat(over, sizes)
    _by_tiers(columns, rows[chosen], np.repeat(np.flatnonzero(over), sizes[over]), most, counted)


def _by_tiers(columns: Columns, rows: Wholes, of_thing: Wholes, most: Wholes, counted: Wholes) -> None:
    """The deepest tier first, within a tier in proportion, by largest remainder."""
    if not len(rows):
        return
    # Things and their rows are in order: the sort keeps it within a tier.
    order = np.lexsort((-columns.tier[rows], of_thing))
    rows, of_thing = rows[order], of_thing[order]
    amount = columns.amount[rows]
    starts = starts_of_runs(of_thing, columns.tier[rows])
    wanted = np.add.reduceat(amount, starts)
    things = starts_of_runs(of_thing[starts])
    before = np.cumsum(wanted) - wanted
    before -= before[things][run_of_each(things, len(starts))]
    given = np.clip(most[of_thing[starts]] - before, 0, wanted)
    tier = run_of_each(starts, len(rows))
    product = amount * given[tier]
    by = np.maximum(wanted, 1)[tier]
    part, rest = product // by, product % by
    over = given - np.add.reduceat(part, starts)
    order = np.lexsort((-rest, tier))
    place = np.arange(len(rows)) - starts[tier]
    part[order] += place < over[tier]
    counted[rows] = part


def _plainly(columns: Columns, rows: Wholes, most: int, *, whenever: bool) -> tuple[int, ...]:
    shares = [columns.shares.get(int(row)) for row in rows]
    first, last = columns.first_day[rows].tolist(), columns.last_day[rows].tolist()
    for day in first:
        beside = {
            int(columns.claim[row]): share
            for row, share, starts, ends in zip(rows, shares, first, last, strict=True)
            if share is not None and (whenever or starts <= day <= ends)
        }
        if sum(beside.values(), Fraction(0)) > 1:
            raise SharesTooLarge(rows)
    return steps_of_each(
        most,
        columns.amount[rows].tolist(),
        columns.whole[rows].tolist(),
        columns.tier[rows].tolist(),
        shares,
    )


def _spans(columns: Columns, rows: Wholes) -> list[tuple[int, int, int]]:
    return list(
        zip(
            columns.first_day[rows].tolist(),
            columns.last_day[rows].tolist(),
            columns.whole[rows].tolist(),
            strict=True,
        )
    )
