"""What the reader noticed and did not change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fourfold.ground.kernel.said import say, side_by_side


class Severity(StrEnum):
    NOTE = "note"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing noticed in the file. A remark never means that a value was altered.

    ``index`` counts releases from 0 in the order of the file, None for the file as a whole. ``pointer`` is a JSON
    Pointer (RFC 6901) into the file, or into its line ``line`` (from 1) where the file is JSON Lines. ``left_out``
    means that what it points to is not among the releases read; a ``note`` leaves everything in.
    """

    code: str
    index: int | None
    pointer: str
    words: str
    severity: Severity = Severity.NOTE
    line: int | None = None

    @property
    def where(self) -> str:
        """The place in words, for a report: "release 4, /releases/3/buyer"."""
        parts = [] if self.index is None else [say("release {index}", index=self.index + 1)]
        if self.line is not None:
            parts.append(say("line {line}", line=self.line))
        return side_by_side([*parts, self.pointer or say("the whole file")], ", ")


class NotOcds(Exception):
    """The file cannot be read as OCDS at all. ``what`` is wrong, where (line and column from 1, if known), what to do."""

    def __init__(self, what: str, *, to_do: str, line: int | None = None, column: int | None = None) -> None:
        place = "" if line is None else say(" (line {line}, column {column})", line=line, column=column)
        super().__init__(f"{what}{place}. {to_do}")
        self.what = what
        self.to_do = to_do
        self.line = line
        self.column = column
