"""What an audit says: of each printed figure that does not agree, what it should be and what would explain it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.measure.rules.audit.figures import Name
    from fourfold.measure.rules.audit.kinds import FaultKind
    from fourfold.measure.rules.audit.printed import Printed


@dataclass(frozen=True, slots=True)
class Also:
    """Another explanation that fits every printed figure as well."""

    kind: FaultKind
    setting: str
    changed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """`setting` is the one under which the printed figure would be right, in words; `changed` the same for programs. Both are
    empty where none is known. `follows` are the figures at fault that this one was calculated from. `place` names what has no
    name in the map: a scenario or a pooled cell.
    """

    name: Name
    printed: Printed
    calculated: Decimal | None
    kind: FaultKind
    setting: str = ""
    changed: tuple[tuple[str, str], ...] = ()
    also: tuple[Also, ...] = ()
    follows: tuple[Name, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """`checked` printed figures; `carried` of them are right only if calculated from the rounded figures beside them, which is no
    fault. `whole` explains what one convention explains for the whole map.
    """

    checked: int
    carried: tuple[Name, ...]
    findings: tuple[Finding, ...]
    whole: Also | None
