"""How sure the result of a value map is, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.kernel.said import say
from fourfold.ground.web.filters import digits, percent
from fourfold.measure.web.value_maps.numbers import percent_of
from fourfold.measure.web.value_maps.shown import PARTS, amount, ratio

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.measure.exchange.value_map.reading import ReadMap

DRAWS: Final = 100_000
SEED: Final = 1
# So many of the numbers that move the result most.
MOST_SHOWN: Final = 12
_SHARES: Final = frozenset({"deadweight", "displacement", "attribution", "leakage", "drop_off"})


@dataclass(frozen=True, slots=True)
class Sure:
    """`spread` is empty where the map holds no ranges; `bars` are label, least, now and most of the ratio."""

    drawn: int
    spread: tuple[tuple[str, str], ...]
    below: str
    bars: tuple[tuple[str, Decimal, Decimal, Decimal], ...]
    switches: tuple[tuple[str, str, str], ...]


def how_sure(read: ReadMap) -> Sure:
    # NumPy and SciPy are loaded by who draws, and by nobody else.
    from fourfold.measure.exchange.value_map.uncertainty import uncertainty  # noqa: PLC0415

    found = uncertainty(read, draws=DRAWS, seed=SEED)
    drawn = int(found["drawn_numbers"])
    central = found["ratio"]["central"] if found["ratio"] else None
    return Sure(
        drawn,
        _spread(found, read.map.central.settings.currency) if drawn else (),
        percent(Decimal(found["share_of_draws_below_break_even"]), 1)
        if drawn and central is not None
        else "",
        tuple(_bars(found, Decimal(central))) if central is not None else (),
        tuple(_switches(read, found)),
    )


def _spread(found: Mapping[str, Any], currency: str) -> tuple[tuple[str, str], ...]:
    value, of_one = found["present_value"], found["ratio"]
    words = (
        ("p5", say("In 19 of 20 draws it is more than")),
        ("p50", say("In half of them it is more than")),
        ("p95", say("In one of 20 it is more than")),
        ("mean", say("The mean of all draws")),
        ("central", say("From the likeliest figures alone")),
    )
    return tuple(
        (
            said,
            say(
                "{value}, or {ratio} for each pound",
                value=amount(Decimal(value[name]), currency),
                ratio=ratio(of_one[name]),
            )
            if of_one
            else amount(Decimal(value[name]), currency),
        )
        for name, said in words
    )


def _bars(found: Mapping[str, Any], central: Decimal) -> list[tuple[str, Decimal, Decimal, Decimal]]:
    bars = []
    for each in found["tornado"][:MOST_SHOWN]:
        ends = sorted((Decimal(each["at_p5"]), Decimal(each["at_p95"])))
        bars.append((_numbered(each["number"]), ends[0], central, ends[1]))
    return bars


def _numbered(pointer: str) -> str:
    """Short enough for the picture: a label that is cut can be translated no more."""
    parts = pointer.split("/")
    if parts[1] == "shared":
        return parts[-1]
    part = PARTS["amount"] if parts[1] == "inputs" else PARTS.get(parts[3], parts[3])
    return say("{number}. {part}", number=int(parts[2]) + 1, part=part)


def _switches(read: ReadMap, found: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Those that could be: a share within 0 and 1, a number that is not below nothing."""
    rows = []
    for each in found["switching_values"]:
        if each["switches_at"] is None:
            continue
        stated, at = Decimal(each["stated"]), Decimal(each["switches_at"])
        is_share = each["number"].rpartition("/")[2] in _SHARES
        if at < 0 or (is_share and at > 1):
            continue
        rows.append((_named(read, each["number"]), _shown(stated, is_share), _shown(at, is_share)))
    return rows[:MOST_SHOWN]


def _shown(number: Decimal, is_share: bool) -> str:  # noqa: FBT001  (what kind of number it is)
    rounded = number.quantize(Decimal("0.0001") if is_share else Decimal("0.01"))
    return f"{percent_of(rounded)}%" if is_share else digits(rounded)


def _named(read: ReadMap, pointer: str) -> str:
    """The number that a pointer such as /rows/0/deadweight names, in words."""
    parts = pointer.split("/")
    if parts[1] == "rows":
        row = read.map.central.rows[int(parts[2])]
        return say("{part}: {outcome}", part=PARTS.get(parts[3], parts[3]), outcome=row.outcome)
    if parts[1] == "inputs":
        label = read.map.central.inputs[int(parts[2])].label
        return say("{part}: {label}", part=PARTS["amount"], label=label)
    return say("Shared: {name}", name=parts[-1])
