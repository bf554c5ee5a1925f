"""What kind of contribution is asked for, and whether it is scored, a condition, or left to the bidder."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping


class AskKind(StrEnum):
    QUANTITY = "quantity"
    METHOD = "method"
    PERCENTAGE = "percentage"
    IN_KIND = "in_kind"
    CRITERIA = "criteria"


class AskedAs(StrEnum):
    SCORED = "scored"
    CONDITION = "condition"
    VOLUNTARY = "voluntary"


KIND_NAMES: Final[Mapping[AskKind, str]] = {
    AskKind.QUANTITY: say("A quantity"),
    AskKind.METHOD: say("A method statement"),
    AskKind.PERCENTAGE: say("A percentage of the contract’s value"),
    AskKind.IN_KIND: say("A contribution in kind"),
    AskKind.CRITERIA: say("A least number of community criteria"),
}
KIND_HINTS: Final[Mapping[AskKind, str]] = {
    AskKind.QUANTITY: say("So many of the measure’s unit, and how"),
    AskKind.METHOD: say("Words alone: how it will be done. No number is asked for"),
    AskKind.PERCENTAGE: say("So much of the price, in money or money’s worth. For a measure in pounds"),
    AskKind.IN_KIND: say("Goods, services or time given, with what they cost the bidder"),
    AskKind.CRITERIA: say("Bidders show which of your criteria they meet; fewer than the least fails"),
}
AS_NAMES: Final[Mapping[AskedAs, str]] = {
    AskedAs.SCORED: say("Scored"),
    AskedAs.CONDITION: say("A condition, not scored"),
    AskedAs.VOLUNTARY: say("Voluntary, not scored"),
}
AS_HINTS: Final[Mapping[AskedAs, str]] = {
    AskedAs.SCORED: say("Bids are compared by it, under a criterion"),
    AskedAs.CONDITION: say("Every bidder says whether they accept it; who wins is held to it"),
    AskedAs.VOLUNTARY: say(
        "Bidders may leave it empty. It earns no marks; what is offered goes into the contract"
    ),
}

# Those whose offer is a number of the measure's unit, and becomes a commitment that deliveries count against.
COUNTED: Final = frozenset({AskKind.QUANTITY, AskKind.PERCENTAGE, AskKind.IN_KIND})


def ask_problem(
    *,
    kind: AskKind,
    asked_as: AskedAs,
    unit: str,
    has_target: bool,
    choices: int,
    least: int | None,
    by_formula: bool,
    has_most: bool,
) -> tuple[str, str]:
    """(field, words) of the first thing wrong with an ask as a whole; ("", "") where it can stand.

    `choices` are how many community criteria are listed, `least` how many of them must be met.
    """
    if kind == AskKind.PERCENTAGE and unit != "pounds":
        return "kind", say(
            "A percentage of the contract’s value is money. Choose a measure that is counted in pounds"
        )
    if kind == AskKind.CRITERIA and (not choices or least is None or not 1 <= least <= choices):
        return "least", say("List the criteria, one on a line, and say how many of them must be met at least")
    if asked_as == AskedAs.CONDITION and kind in COUNTED and not has_target:
        return "target", say("Say how much of it is the condition")
    if by_formula and (asked_as != AskedAs.SCORED or kind not in COUNTED):
        return "scored_by", say("A formula needs a number that is scored. Leave it to the evaluators")
    if has_most and kind not in {AskKind.QUANTITY, AskKind.IN_KIND}:
        return "sensible_most", say("The most that is sensible goes with a quantity. Leave it empty")
    return "", ""
