"""Each printed statement beside what respondents give who make as many of them true as can be true together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.tracker.rules.figures.published import Claim, Figure, Printed
from fourfold.tracker.rules.figures.recount import Counted, counted, counted_by, is_true

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fourfold.tracker.rules.figures.published import FigureSet, Statement


@dataclass(frozen=True, slots=True)
class Beside:
    """`counted` is of the one share that a figure is about, or of the two that a claim compares.

    `against` are sets of statements that cannot all be true: this one and others, each set without one to spare.
    """

    statement: Statement
    about: tuple[str, ...]
    counted: tuple[Counted, ...]
    holds: bool
    against: tuple[tuple[Statement, ...], ...] = ()

    @property
    def printed(self) -> str:
        return printed(self.statement)


def side_by_side(
    of: FigureSet, respondents: Iterable[Mapping[str, str]], conflicts: Sequence[Sequence[str]]
) -> tuple[Beside, ...]:
    """In the order of the set. `conflicts` name statements by id; those of a statement that holds are left out."""
    count = counted_by(respondents)
    rows = []
    for statement in of.statements:
        holds = is_true(of, statement, of.rounding, count)
        shares = of.shares_of(statement)
        rows.append(
            Beside(
                statement,
                tuple(of.bases[share.base].words for share in shares),
                tuple(counted(of, share, count) for share in shares),
                holds,
                ()
                if holds
                else tuple(
                    tuple(of.by_id[each] for each in conflict if each != statement.id)
                    for conflict in conflicts
                    if statement.id in conflict
                ),
            )
        )
    return tuple(rows)


def printed(statement: Statement) -> str:
    """As the publication prints it: 37%, 120, or its words. A claim without a number prints none."""
    match statement:
        case Claim():
            return ""
        case Figure(kind=Printed.PERCENT):
            return f"{statement.low}%"
        case Figure(kind=Printed.COUNT):
            return str(statement.low)
        case Figure():
            return statement.words
