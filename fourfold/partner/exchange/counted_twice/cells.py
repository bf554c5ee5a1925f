"""One row of claims as a spreadsheet has it, cell by cell."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.periods import parse_day
from fourfold.ground.kernel.quantities import parse_quantity, unit_of
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.partner.rules.counting.claims import Claim, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fourfold.ground.kernel.quantities import Unit

NEEDED: Final = (
    "ref",
    "commitment",
    "contract",
    "tier",
    "claimant",
    "measure",
    "unit",
    "quantity",
    "from",
    "to",
)
# What stands where the cell is empty or the column is not there.
OPTIONAL: Final = {
    "framework": "own",
    "event": "",
    "persons": "",
    "once_per_person": "no",
    "exclusion_group": "",
    "share": "",
    "whole": "",
    "recipient": "",
    "takes_back": "",
    "split_of": "",
    "merged_from": "",
    "same_keys": "",
}
# The column of each part of a claim that has another name.
COLUMN_OF: Final = {"starts_on": "from", "ends_on": "to", "of": "takes_back"}
_FRACTION: Final = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")
_DECIMAL: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)(\s?%)?")


def claim_of(row: Mapping[str, str], faults: list[Fault]) -> Claim | None:
    """None where a cell cannot be read; each such cell is among the faults."""
    ref = row["ref"]
    before = len(faults)

    def read(column: str, how: Callable[[str], object]) -> object:
        try:
            return how(row[column])
        except NotUnderstood as refusal:
            faults.append(Fault(ref, str(refusal), column))
            return None

    unit = read("unit", _unit)
    fields = {
        "tier": read("tier", _tier),
        "starts_on": read("from", parse_day),
        "ends_on": read("to", parse_day),
        "once_per_person": read("once_per_person", _yes_or_no),
        "share": read("share", _share),
    }
    if unit is not None:
        fields["quantity"] = read("quantity", lambda text: parse_quantity(text, unit))  # type: ignore[arg-type]
        fields["whole"] = read("whole", lambda text: parse_quantity(text, unit).amount if text else None)  # type: ignore[arg-type]
    if len(faults) > before:
        return None
    same_name = ("ref", "commitment", "contract", "claimant", "framework", "measure", "event")
    fields |= {name: row[name] for name in (*same_name, "exclusion_group", "recipient")}
    return Claim(persons=tuple(row["persons"].split()), **fields)  # type: ignore[arg-type]


def _unit(text: str) -> Unit:
    try:
        return unit_of(text)
    except KeyError as unknown:
        raise NotUnderstood(str(unknown.args[0])) from None


def _tier(text: str) -> int:
    if not text.isdecimal() or len(text) > 3:  # noqa: PLR2004  no chain is a thousand bodies long
        raise NotUnderstood(
            say("Write the tier as a number: 1 for who holds the contract, 2 for whom they pay")
        )
    return int(text)


def _yes_or_no(text: str) -> bool:
    if text.lower() not in {"yes", "no"}:
        raise NotUnderstood(say("Write yes or no"))
    return text.lower() == "yes"


def _share(text: str) -> Fraction | None:
    if not text:
        return None
    if (parts := _FRACTION.fullmatch(text)) and int(parts[2]):
        return Fraction(int(parts[1]), int(parts[2]))
    if found := _DECIMAL.fullmatch(text):
        return Fraction(Decimal(found[1])) / (100 if found[2] else 1)
    raise NotUnderstood(say("Write the share as 50%, 0.5 or 1/2"))
