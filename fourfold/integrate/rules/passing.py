"""Whether a bid meets what every bid must meet: conditions accepted, and enough community criteria shown with evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.asked import AskedAs, AskKind

if TYPE_CHECKING:
    from collections.abc import Sequence


def shortfall(
    *,
    title: str,
    kind: AskKind,
    asked_as: AskedAs,
    least: int | None,
    accepts: bool | None,
    shown: Sequence[Sequence[str]],
) -> str:
    """Why the bid does not pass on this ask, in words; empty where it does. `shown` are (criterion, evidence)."""
    if kind == AskKind.CRITERIA and least is not None:
        met = sum(1 for _, evidence in shown if evidence.strip())
        if met < least and not (asked_as == AskedAs.VOLUNTARY and not shown):
            return say(
                "Shows {met} of the {least} criteria that “{title}” asks for at least",
                met=met,
                least=least,
                title=title,
            )
        return ""
    if asked_as == AskedAs.CONDITION and accepts is not True:
        return say("Does not accept the condition “{title}”", title=title)
    return ""
