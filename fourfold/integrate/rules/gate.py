"""What still stands between a procurement and its tender: the record of what was considered, whole and about this procurement.

Social Value Act 2012, section 1(3) to (8); Procurement Act 2023, sections 16 and 17.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say, side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Engaged:
    """A talk with the market. `told`: it is written down what all were told; `notice`: it was published, or why not is said."""

    title: str
    told: bool
    notice: bool


@dataclass(frozen=True, slots=True)
class Record:
    """`changed` is what became different of the procurement since the law was asked, in words. `notice_wanted`: the ruling does
    not say that the Act asks for no notice.
    """

    considered: bool
    ruled: bool
    changed: Sequence[str] = ()
    no_ruling_because: str = ""
    notice_wanted: bool = True
    engagements: Sequence[Engaged] = ()


def what_is_lacking(record: Record) -> tuple[str, ...]:
    """In words without a full stop; empty where the gate is open."""
    found = []
    if not record.considered:
        found.append(say("Record what was considered before the procurement"))
    if not record.no_ruling_because.strip():
        if not record.ruled:
            found.append(say("Ask which rules of the law apply, or say in the record why not"))
        elif record.changed:
            found.append(
                say(
                    "Ask again which rules of the law apply: {changed}",
                    changed=side_by_side(record.changed, "; "),
                )
            )
    for each in record.engagements:
        if not each.told:
            found.append(say("Say what everybody was told after “{title}”", title=each.title))
        if record.notice_wanted and not each.notice:
            found.append(
                say("Say when the notice of “{title}” was published, or why there is none", title=each.title)
            )
    return tuple(found)
