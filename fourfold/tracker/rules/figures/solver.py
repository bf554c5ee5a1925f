"""What the audit asks of a solver, whichever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from fourfold.tracker.rules.figures.formulation import Programme


class SolverMissing(RuntimeError):
    """The solver that was asked for is not installed; the sentence says how to install it."""


class Undecided(RuntimeError):
    """The solver stopped without an answer: its limit of time, or of memory."""


class Solver(Protocol):
    """Answers whether a programme can be fulfilled. Two solvers must agree on every programme."""

    @property
    def name(self) -> str: ...

    def solve(self, programme: Programme) -> tuple[int, ...] | None:
        """Numbers for all unknowns with which every row and every product holds; None where there are none.

        Raises Undecided.
        """
        ...
