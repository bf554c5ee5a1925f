"""Questions with several answers as one variable, for formats that know such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fourfold.tracker.rules.wave.table import Column, Holds, name_for


def multiple_names(columns: Sequence[Column]) -> Mapping[str, str]:
    """For each question whose columns are flags the name of the one variable that they are together."""
    taken = {column.name.lower() for column in columns}
    found: dict[str, str] = {}
    for column in columns:
        if column.holds is Holds.FLAG and column.question not in found:
            found[column.question] = name_for(column.question, taken)
    return found
