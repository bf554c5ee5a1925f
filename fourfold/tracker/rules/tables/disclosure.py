"""Which figures of a book are withheld, so that nobody learns what one of a few organisations answered.

A figure is withheld that is of at least one and fewer than `fewest` organisations; so is whatever would give it away. Tables
of one question are judged together: a figure that is printed in two tables (the same respondents) is one figure, and what is
withheld in one place is withheld in all. That rounding leaves some doubt is not relied on: readers are taken to know what is
printed exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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

_MOST_ROUNDS: Final = 8


def withheld(survey: Survey, tables: Sequence[Measured], rules: Rules) -> dict[str, Withheld]:
    """By key of the table."""
    found = {table.plan.key: nothing(table) for table in tables}
    if rules.fewest <= 1:
        return found
    by_question: dict[str, list[Measured]] = {}
    for table in tables:
        by_question.setdefault(table.plan.question, []).append(table)
    known: set[Key] = set()
    for _ in range(_MOST_ROUNDS):
        before = set(known)
        for group in by_question.values():
            if not before and not any(_has_few(table, rules) for table in group):
                continue
            ledger = Ledger(survey, rules, known)
            for table in group:
                ledger.enter(table, _columns(table, rules))
            hidden = hide(ledger.counts, ledger.small, width=rules.fewest, hidden=ledger.unprinted)
            found |= {table.plan.key: ledger.of(table, hidden) for table in group}
            known |= ledger.keys_of(hidden.all)
        if known == before:
            break
    return found


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
