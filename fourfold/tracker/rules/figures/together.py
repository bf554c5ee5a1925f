"""Two solvers, each for what it does best: CP-SAT refutes at once, HiGHS finds respondents for many figures sooner.

What HiGHS finds is added up again in whole numbers. That nothing can be found is believed of CP-SAT alone, which
calculates exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fourfold.tracker.rules.figures.cp_sat import CpSat
from fourfold.tracker.rules.figures.milp import Milp
from fourfold.tracker.rules.figures.solver import Undecided

if TYPE_CHECKING:
    from fourfold.tracker.rules.figures.formulation import Programme
    from fourfold.tracker.rules.figures.solver import Solver


@dataclass(frozen=True, slots=True)
class Together:
    """Raises SolverMissing when made, where OR-Tools is not installed."""

    briefly: Solver = field(default_factory=lambda: CpSat(attempts=1))
    finder: Solver = field(default_factory=lambda: Milp(seconds=120))
    at_length: Solver = field(default_factory=CpSat)
    name: str = "CP-SAT and HiGHS"

    def solve(self, programme: Programme) -> tuple[int, ...] | None:
        try:
            return self.briefly.solve(programme)
        except Undecided:
            pass
        try:
            found = self.finder.solve(programme)
        except Undecided:
            found = None
        if found is not None and programme.is_fulfilled(found):
            return found
        return self.at_length.solve(programme)
