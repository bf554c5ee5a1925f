"""The solver CP-SAT of OR-Tools (extra `audit`): constraint programming with clause learning, exact in integers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.figures.solver import SolverMissing, Undecided

if TYPE_CHECKING:
    from fourfold.tracker.rules.figures.formulation import Programme


@dataclass(frozen=True, slots=True)
class CpSat:
    """One worker, seeds in order, effort counted by the solver's own clock: the same programme has the same answer again.

    How long a search takes depends much on its seed, so a short one is tried first and each further one is twice as long.
    Raises SolverMissing when made.
    """

    first_effort: float = 0.5
    attempts: int = 11
    seed: int = 2014
    name: str = "CP-SAT"

    def __post_init__(self) -> None:
        try:
            import ortools.sat.python.cp_model  # noqa: F401, PLC0415
        except ImportError:
            raise SolverMissing(
                say(
                    "The audit of figures needs the solver OR-Tools, which is not installed. Run: pip install fourfold[audit]"
                )
            ) from None

    def solve(self, programme: Programme) -> tuple[int, ...] | None:
        from ortools.sat.python import cp_model  # noqa: PLC0415

        model = cp_model.CpModel()
        unknowns = [model.new_int_var(0, most, "") for most in programme.bounds]
        for row in programme.rows:
            low = cp_model.INT32_MIN if row.low is None else row.low
            high = cp_model.INT32_MAX if row.high is None else row.high
            if low > high or not (row.terms or low <= 0 <= high):
                return None
            total = cp_model.LinearExpr.weighted_sum(
                [unknowns[place] for place in row.terms], list(row.terms.values())
            )
            model.add_linear_constraint(total, low, high)
        for product in programme.products:
            model.add_multiplication_equality(
                unknowns[product.of], [unknowns[product.count], unknowns[product.base]]
            )
        for attempt in range(self.attempts):
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            solver.parameters.random_seed = self.seed + attempt
            solver.parameters.max_deterministic_time = self.first_effort * 2**attempt
            status = solver.solve(model)
            if status == cp_model.INFEASIBLE:
                return None
            if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
                return tuple(solver.value(unknown) for unknown in unknowns)
        raise Undecided(say("CP-SAT did not decide in {attempts} attempts", attempts=self.attempts))
