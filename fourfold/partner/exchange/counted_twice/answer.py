"""What counts and what was removed, for programs and for people. No key is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.said import say, say_counted
from fourfold.partner.rules.counting.findings import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from fourfold.partner.rules.counting.counting import Counted, Total
    from fourfold.partner.rules.counting.findings import Rule

RULES_ARE_OF = "0037"


def answer(counted: Counted) -> dict[str, Any]:
    """Amounts as text, so that no digit is lost."""
    return {
        "decision": RULES_ARE_OF,
        "totals": [
            {
                "framework": each.framework,
                "measure": each.measure,
                "unit": each.unit.code,
                "claimed": str(each.claimed),
                "counted": str(each.counted),
                "removed": _removed(each.removed),
                "counted_without_keys": str(each.not_checked),
            }
            for each in counted.totals
        ],
        "findings": [
            {
                "rule": str(each.rule),
                "certain": each.certain,
                "claims": [claim.ref for claim in each.claims],
                "at_stake": str(each.at_stake),
                "unit": each.claims[0].quantity.unit.code,
                "persons_or_events": each.keys,
                "says": each.says,
            }
            for each in counted.findings
        ],
        "claims": [
            {
                "ref": each.claim.ref,
                "claimed": str(each.claimed),
                "counted": str(each.counted),
                "removed": _removed(each.removed),
                "has_keys": each.checked,
            }
            for each in counted.claims
        ],
    }


def in_words(counted: Counted) -> str:
    return "\n".join(_lines(counted))


def _lines(counted: Counted) -> Iterator[str]:
    for total in counted.totals:
        yield say("{measure} ({framework})", measure=total.measure, framework=total.framework)
        yield from _amounts(total)
    certain = [each for each in counted.findings if each.certain]
    probable = [each for each in counted.findings if not each.certain]
    if certain:
        yield ""
        yield say_counted(len(certain), "Counted twice, {count} case:", "Counted twice, {count} cases:")
        yield from (f"- {each.says}" for each in certain)
    if probable:
        yield ""
        yield say_counted(
            len(probable), "Probably the same, {count} case:", "Probably the same, {count} cases:"
        )
        yield from (f"- {each.says}" for each in probable)
    if not counted.findings:
        yield say("Nothing was found that is counted twice.")


def _amounts(total: Total) -> Iterator[str]:
    yield say("  claimed  {amount}", amount=shown(total.claimed, total.unit))
    for rule, amount in total.removed.items():
        yield say("  removed  {amount} ({rule})", amount=shown(amount, total.unit), rule=rule)
    yield say("  counted  {amount}", amount=shown(total.counted, total.unit))
    if total.not_checked:
        yield say(
            "           of it {amount} without keys, which nobody can check",
            amount=shown(total.not_checked, total.unit),
        )


def _removed(removed: Mapping[Rule, Decimal]) -> dict[str, str]:
    return {str(rule): str(amount) for rule, amount in removed.items()}
