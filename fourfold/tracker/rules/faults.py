"""What is wrong with a survey's data, and where: the row and the column, in words that say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` is a respondent, counted from the number of the first row; None where it is about the survey as a whole."""

    what: str
    column: str = ""
    row: int | None = None

    def __str__(self) -> str:
        if self.row is None:
            return say("{column}: {what}", column=self.column, what=self.what) if self.column else self.what
        return say("row {row}, column {column}: {what}", row=self.row, column=self.column, what=self.what)


class BadSurvey(ValueError):
    """Data or a specification that no figure may be made from. The message lists the first of its faults, a line each."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = [str(fault) for fault in self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            lines.append(say("… and {count} more", count=len(self.faults) - SHOWN))
        super().__init__("\n".join(lines))


def refuse(what: str, *, column: str = "", row: int | None = None) -> BadSurvey:
    """One fault as the error to raise."""
    return BadSurvey([Fault(what, column, row)])
