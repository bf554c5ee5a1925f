"""An explanation of a row that does not agree: under which other reading of the map every printed figure of it is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fourfold.measure.rules.audit.kinds import FaultKind
    from fourfold.measure.rules.valuation.valuing import ValuedRow


@dataclass(frozen=True, slots=True)
class Explanation:
    """`setting` says in words under what the printed figures are right; `changed` the same for programs, key by key.

    `valued` is the row so calculated: what follows from it is judged by that.
    """

    kind: FaultKind
    setting: str
    changed: tuple[tuple[str, str], ...]
    valued: ValuedRow
