"""What a variation changes, before and after, as rows of a table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.ground.kernel.said import say
from fourfold.integrate.models import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.integrate.models import Variation, VariationChange


def before_and_after(variation: Variation) -> list[tuple[str, str, str]]:
    """(what, before, after); the contract first, then its promises by number."""
    rows = []
    if variation.amount_before != variation.amount_after:
        rows.append(
            (
                say("Value, without VAT"),
                str(Money(variation.amount_before)),
                str(Money(variation.amount_after)),
            )
        )
    if variation.ends_on_before != variation.ends_on_after:
        rows.append(
            (
                say("Last day of the contract"),
                day_text(variation.ends_on_before),
                day_text(variation.ends_on_after),
            )
        )
    changes = variation.changes.select_related("measure", "commitment")
    return [*rows, *((each.measure.title, *_promise(each)) for each in changes)]


def _promise(each: VariationChange) -> tuple[str, str]:
    unit = each.measure.unit
    before = _words(each.before, unit) if each.before else say("Not promised")
    if each.kind == ChangeKind.WAIVE:
        return before, say("Waived: nothing more of it falls due")
    return before, _words(each.after, unit)


def _words(standing: Mapping[str, str], unit: str) -> str:
    return say(
        "{amount} by {day}",
        amount=Quantity(Decimal(standing["quantity"]), unit_of(unit)),
        day=day_text(date.fromisoformat(standing["ends_on"])),
    )
