"""Which figures of a book are withheld, so that nobody learns what one of a few organisations answered.

A figure is withheld that is of at least one and fewer than `fewest` organisations; so is whatever would give it away. Tables
of one question are judged together: a figure that is printed in two tables (the same respondents) is one figure, and what is
withheld in one place is withheld in all. That rounding leaves some doubt is not relied on: readers are taken to know what is
printed exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fourfold.tracker.rules.tables.ledger import Ledger, Withheld
from fourfold.tracker.rules.tables.suppression import hide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.tables.answers import Survey
    from fourfold.tracker.rules.tables.ledger import Key
    from fourfold.tracker.rules.tables.measured import Measured
    from fourfold.tracker.rules.tables.plan import Rules
    from fourfold.tracker.rules.vector.columns import Flags


def withheld(survey: Survey, tables: Sequence[Measured], rules: Rules) -> dict[str, Withheld]:
    """By key of the table."""
    found = {table.plan.key: nothing(table) for table in tables}
    if rules.fewest <= 1:
        return found
    groups: dict[str, list[Measured]] = {}
    for table in sorted(tables, key=_width, reverse=True):
        groups.setdefault(table.plan.question, []).append(table)
    known: set[Key] = set()
    # Of each question, which sets of respondents its tables tell of and which of them are withheld there.
    told: dict[str, tuple[set[Key], set[Key]]] = {}
    # Between several tables of a question a small count may be what is left.
    waiting = [
        name
        for name, group in groups.items()
        if len(group) > 1 or any(_has_few(table, rules) for table in group)
    ]
    while waiting:
        for name in waiting:
            ledger = Ledger(survey, rules, known)
            for table in groups[name]:
                ledger.enter(table, _columns(table, rules))
            hidden = hide(ledger.counts, ledger.small, width=rules.fewest, hidden=ledger.unprinted)
            found |= {table.plan.key: ledger.of(table, hidden) for table in groups[name]}
            told[name] = (set(ledger.keys.values()), ledger.keys_of(hidden.all))
            known |= told[name][1]
        if known and len(told) < len(groups):
            # A table without small counts of its own may tell what is withheld elsewhere.
            for name in groups.keys() - told.keys():
                told[name] = (_told(survey, groups[name], rules), set())
        waiting = [name for name, (every, own) in told.items() if (every & known) - own]
    return found


def _told(survey: Survey, group: Sequence[Measured], rules: Rules) -> set[Key]:
    ledger = Ledger(survey, rules, frozenset())
    for table in group:
        ledger.enter(table, _columns(table, rules))
    return set(ledger.keys.values())


def _width(table: Measured) -> tuple[int, int]:
    """Wider tables first: those of fewer conditions, then of more codes."""
    where = table.plan.where
    return -len(where), sum(len(codes) for codes in where.values())


def nothing(table: Measured) -> Withheld:
    return Withheld(
        tuple(np.zeros(block.figures.values.shape, dtype=bool) for block in table.blocks),
        tuple(np.zeros(block.columned.count, dtype=bool) for block in table.blocks),
    )


def _has_few(table: Measured, rules: Rules) -> bool:
    """Whether a count, or what is left of one, may be of too few: also of a printed count, who is not in it."""
    for block in table.blocks:
        bases = block.bases.respondents
        rest = int(table.blocks[0].bases.respondents[0]) - (
            bases if block.columned.overlapping else bases.sum()
        )
        shares = [at for at, line in enumerate(table.lines) if line.kind.is_share]
        counts = block.figures.counts[shares]
        left = (bases - counts) if len(table.parts) > 1 else counts[:0]
        for each in (block.figures.organisations, block.bases.organisations, np.array(rest), left):
            if ((each > 0) & (each < rules.fewest)).any():
                return True
    return False


def _columns(table: Measured, rules: Rules) -> tuple[Flags, ...]:
    """Columns of too few are withheld whole; one that is alone takes the smallest of its block with it, which would give it
    away.
    """
    made: list[Flags] = []
    for block in table.blocks:
        of, sizes = block.bases.organisations, block.bases.respondents
        few = (of > 0) & (of < rules.fewest)
        if few.sum() == 1 and len(few) > 1 and not block.columned.overlapping:
            other = np.where(few | (sizes == 0), np.iinfo(np.int64).max, sizes)
            few[int(other.argmin())] = True
        made.append(few)
    return tuple(made)
