"""What a value map comes to, as its page shows it: figures to the penny, words for the places that an audit names."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.web.filters import digits, percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.measure.exchange.value_map.worked import Worked

_PENNY: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """One outcome. `share` is its part of all that is gained, for its bar; nothing where it loses."""

    number: int
    stakeholder: str
    outcome: str
    reckoning: str
    taken_off: str
    years: str
    value: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Shown:
    lines: tuple[Line, ...]
    totals: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]
    inputs: tuple[tuple[str, str], ...]
    sensitivity: tuple[tuple[str, str, str], ...]
    kinds: tuple[tuple[str, str], ...]


PARTS: Final = {
    "quantity": say("How many"),
    "proxy": say("What one is worth"),
    "impact": say("Impact"),
    "deadweight": say("Deadweight"),
    "displacement": say("Displacement"),
    "attribution": say("Attribution to others"),
    "leakage": say("Leakage"),
    "drop_off": say("Drop-off"),
    "duration_years": say("Years it lasts"),
    "duration": say("Years it lasts"),
    "discount_rate": say("Discount rate"),
    "rate": say("Discount rate"),
    "amount": say("What was put in"),
}


def shown(worked: Worked) -> Shown:
    tree, answer = worked.tree, worked.answer
    currency = str(tree["settings"].get("currency", "GBP"))
    per_row = answer["per_row"] if answer else []
    gained = sum((max(Decimal(row["present_value"]), Decimal(0)) for row in per_row), Decimal(0))
    lines = []
    for place, row in enumerate(tree["rows"]):
        value = Decimal(per_row[place]["present_value"]) if per_row else None
        lines.append(
            Line(
                place + 1,
                str(row.get("stakeholder", "")),
                str(row.get("outcome", "")),
                _reckoning(row, currency),
                _taken_off(row),
                _number(row.get("duration_years")),
                "" if value is None else amount(value, currency),
                max(value, Decimal(0)) / gained if value is not None and gained else Decimal(0),
            )
        )
    if answer is None:
        return Shown(tuple(lines), (), (), _inputs(tree, currency), (), ())
    return Shown(
        tuple(lines),
        _totals(answer, currency),
        _settings(answer),
        _inputs(tree, currency),
        tuple(
            (
                PARTS.get(each["number"], each["number"]),
                ratio(each["ratio_if_20%_lower"]),
                ratio(each["ratio_if_20%_higher"]),
            )
            for each in answer["sensitivity_set"]
        ),
        tuple(
            (KINDS.get(kind, say("Of no stated kind")), amount(Decimal(value), currency))
            for kind, value in answer["present_value_by_kind"].items()
        ),
    )


KINDS: Final = {
    "fiscal": say("Fiscal"),
    "economic": say("Economic"),
    "social": say("Social"),
    "environmental": say("Environmental"),
    "wellbeing": say("Wellbeing"),
}


def amount(value: Decimal, currency: str) -> str:
    rounded = value.quantize(_PENNY, ROUND_HALF_UP)
    return str(Money(rounded)) if currency == "GBP" else f"{rounded:,} {currency}"


def ratio(value: str | None) -> str:
    if value is None:
        return say("not known")
    return f"{Decimal(value).quantize(_PENNY, ROUND_HALF_UP):,}"


def _totals(answer: Mapping[str, Any], currency: str) -> tuple[tuple[str, str], ...]:
    found = [
        (say("Present value"), amount(Decimal(answer["present_value"]), currency)),
        (say("Put in"), amount(Decimal(answer["inputs"]), currency)),
        (say("Net present value"), amount(Decimal(answer["npv"]), currency)),
    ]
    if answer["ratio"] is not None:
        found += [
            (say("For each pound put in"), ratio(answer["ratio"])),
            (say("Of it net"), ratio(answer["net_ratio"])),
        ]
    if answer["payback_years"] is not None:
        found.append((say("Years until it is paid back"), ratio(answer["payback_years"])))
    return tuple(found)


def _settings(answer: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    own = answer["settings"]
    timing = {
        "start": say("at the start of a year"),
        "middle": say("in the middle of a year"),
        "end": say("at the end of a year"),
    }
    rates = [
        say(
            "{rate} from year {first}",
            rate=percent(Decimal(band["rate"]), 2),
            first=band["from_year"],
        )
        for band in next(iter(own["discounting"].values()))["bands"]
    ]
    return (
        (say("Value arises"), timing[own["timing"]]),
        (say("Discounted at"), side_by_side(rates[:6], "; ")),
        (say("Prices of"), str(own["price_year"]) if own["price_year"] else say("no stated year")),
        (say("Rules"), say("Version {number}", number=own["rules"].rpartition(" ")[2])),
        (say("Fingerprint of the map"), own["given"][:16]),
    )


def _inputs(tree: Mapping[str, Any], currency: str) -> tuple[tuple[str, str], ...]:
    found = []
    for each in tree["inputs"]:
        if "hours" in each:
            said = say(
                "{hours} hours at {an_hour}",
                hours=_number(each["hours"]),
                an_hour=_number(each.get("an_hour")),
            )
        else:
            said = _money(each.get("amount"), currency)
        found.append((str(each.get("label", "")), said))
    return tuple(found)


def _reckoning(row: Mapping[str, Any], currency: str) -> str:
    if "impact" in row:
        return say("Impact {impact}", impact=_money(row["impact"], currency))
    proxy = row.get("proxy")
    worth = proxy.get("value", proxy) if isinstance(proxy, dict) else proxy
    return say("{quantity} × {worth}", quantity=_number(row.get("quantity")), worth=_money(worth, currency))


def _taken_off(row: Mapping[str, Any]) -> str:
    said = []
    for name in ("deadweight", "displacement", "attribution", "leakage", "drop_off"):
        held = row.get(name)
        if held in (None, "", "0"):
            continue
        said.append(
            say(
                "{part} {share}",
                part=PARTS[name],
                share=say("a range") if isinstance(held, dict) else f"{digits(Decimal(str(held)) * 100)}%",
            )
        )
    return side_by_side(said, "; ")


def _number(value: object) -> str:
    if isinstance(value, dict):
        return say("a range")
    return digits(Decimal(str(value))) if value not in (None, "") else say("not known")


def _money(value: object, currency: str) -> str:
    if isinstance(value, dict):
        return say("a range")
    return amount(Decimal(str(value)), currency) if value not in (None, "") else say("not known")
