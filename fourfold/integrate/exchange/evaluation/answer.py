"""The robustness report as JSON, each number exact and about, and as text for a terminal."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fourfold.integrate.rules.robustness.report import Report, Rival


def about(number: Fraction, places: int = 2) -> str:
    """To so many decimal places, half up in its size, without needless zeros."""
    scaled = abs(number) * 10**places + Fraction(1, 2)
    sign = -1 if number < 0 else 1
    with localcontext() as context:
        context.prec = 60
        text = f"{Decimal(sign * int(scaled)).scaleb(-places):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"", "-0"} else text


def as_json(report: Report, *, most_points: Fraction) -> dict[str, Any]:
    return {
        "format": "fourfold-robustness-1",
        "within": _number(report.within),
        "order": [list(level) for level in report.order],
        "first": list(report.first),
        "weights_change_it": report.weights_change_it,
        "formulas_that_change_it": list(report.formulas_that_change_it),
        "totals": {
            each.ref: {"now": _number(each.total), "least": _number(each.least), "most": _number(each.most)}
            for each in report.reach
        },
        "rivals": [_rival(each, most_points) for each in report.rivals],
        "order_by_formula": {
            name: None if orders is None else [list(level) for level in orders]
            for name, orders in report.order_by_formula.items()
        },
        "price_at_which_the_first_is_first_no_more": None
        if report.price_to_lose is None
        else str(report.price_to_lose),
        "proxies": [
            {"measure": each.measure, "rival": each.rival, "level_at": _optional(each.at)}
            for each in report.proxies
        ],
        "share_of_total_by_criterion": {ref: _numbers(parts) for ref, parts in report.parts.items()},
        "share_of_total_by_measure": {ref: _numbers(parts) for ref, parts in report.measures.items()},
    }


def _rival(rival: Rival, most_points: Fraction) -> dict[str, Any]:
    return {
        "ref": rival.ref,
        "lead": _number(rival.lead),
        "lead_by_criterion": _numbers(rival.by_criterion),
        "overtakes_within": rival.overtakes,
        "least_lead_within": _number(rival.least_lead),
        "weights_of_least_lead": _numbers(rival.weights_there),
        "level_within": _optional(rival.within),
        "level_at_weight": {ref: _optional(each) for ref, each in rival.weights_level.items()},
        "level_at_points": _numbers({ref: each * most_points for ref, each in rival.points_up.items()}),
        "level_at_points_of_first": _numbers(
            {ref: each * most_points for ref, each in rival.points_down.items()}
        ),
        "first_at_price": None if rival.price is None else str(rival.price),
    }


def _number(number: Fraction) -> dict[str, str]:
    return {"exact": str(number), "about": about(number, 6)}


def _optional(number: Fraction | None) -> dict[str, str] | None:
    return None if number is None else _number(number)


def _numbers(numbers: Mapping[str, Fraction]) -> dict[str, dict[str, str]]:
    return {ref: _number(each) for ref, each in numbers.items()}


def as_text(report: Report) -> str:
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield "First: " + ", ".join(report.first)
    for each in report.reach:
        yield (
            f"  {each.ref}: {about(each.total)} marks; {about(each.least)} to {about(each.most)} "
            f"with weights within {about(report.within)}"
        )
    if len(report.first) > 1:
        yield "More than one bid stands first, so there is no lead to test."
        return
    if report.weights_change_it:
        yield f"Weights within {about(report.within)} of those published can change who is first."
    else:
        yield f"No weights within {about(report.within)} of those published change who is first."
    for rival in report.rivals:
        near = "under no weights" if rival.within is None else f"with weights within {about(rival.within)}"
        price = "" if rival.price is None else f"; first at a price of {rival.price}"
        yield f"  {rival.ref}: {about(rival.lead)} behind; level {near}{price}"
    changed = set(report.formulas_that_change_it)
    for name, orders in report.order_by_formula.items():
        said = "cannot be used" if orders is None else " > ".join(" = ".join(level) for level in orders)
        yield f"  by {name}: {said}{' (another is first)' if name in changed else ''}"
    for finding in report.proxies:
        said = "never in its range" if finding.at is None else f"at {about(finding.at)}"
        yield f"  proxy of {finding.measure}: {finding.rival} level {said}"
