"""An audit on its way: what was checked, and what was found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fourfold.measure.rules.audit.figures import Name
    from fourfold.measure.rules.audit.findings import Also, Finding
    from fourfold.measure.rules.audit.report import Report
    from fourfold.measure.rules.valuation.value_map import ValueMap


@dataclass(slots=True)
class Working:
    """An audit on its way: the map as best explained so far."""

    given: ValueMap
    report: Report
    checked: int = 0
    whole: Also | None = None
    carried: list[Name] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
