"""The answer to a value map, as JSON: every figure as text with all its digits, and all that is needed to get them again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from fourfold.measure.exchange.value_map.ledgers import both_ways, ledgers, why_both_ways
from fourfold.measure.exchange.value_map.parameters import published_studies
from fourfold.measure.rules.fingerprint import canonical
from fourfold.measure.rules.uncertainty.reviewer_warnings import reviewer_warnings
from fourfold.measure.rules.uncertainty.sensitivity_set import sensitivity_set
from fourfold.measure.rules.valuation.concentration import concentration
from fourfold.measure.rules.valuation.precision import NAME, plain, total
from fourfold.measure.rules.valuation.public_case import public_case
from fourfold.measure.rules.valuation.value_map import Kind
from fourfold.measure.rules.valuation.valuing import VERSION, value_map

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from fourfold.measure.exchange.value_map.reading import ReadMap
    from fourfold.measure.rules.valuation.value_map import ValueMap
    from fourfold.measure.rules.valuation.valuing import ValuedMap

FORM: Final = "fourfold value map answer 1"


def answer(read: ReadMap) -> dict[str, Any]:
    """What `fourfold value-map value` prints. Figures are the central ones; ranges come beside them when they are drawn."""
    given = read.map.central
    valued = value_map(given)
    found, kinds = valued.returns, by_kind(given, valued)
    return {
        "form": FORM,
        "title": read.title,
        "settings": settings(read),
        "per_row": [
            {
                "row": place,
                "stakeholder": row.stakeholder,
                "outcome": row.outcome,
                "kind": row.kind.value if row.kind is not None else None,
                "impact": plain(each.impact),
                "by_year": _texts(each.by_year),
                "present_value_by_year": _texts(each.present_by_year),
                "present_value": plain(each.present_value),
            }
            for place, (row, each) in enumerate(zip(given.rows, valued.rows, strict=True))
        ],
        "by_year": _texts(valued.by_year),
        "present_value_by_year": _texts(valued.present_by_year),
        "present_value": plain(found.present_value),
        "present_value_by_kind": kinds,
        "ledgers": ledgers(read, kinds),
        "valued_both_ways": both_ways(read),
        "inputs": plain(found.inputs),
        "per_input": [
            {"label": each.label, "amount": plain(each.amount), "present_value": plain(amount)}
            for each, amount in zip(given.inputs, valued.present_inputs, strict=True)
        ],
        "npv": plain(found.npv),
        "ratio": _text(found.ratio),
        "net_ratio": _text(found.net_ratio),
        "payback_years": _text(found.payback_years),
        "public_case": public(given, valued),
        "concentration": most_of_it(valued),
        "sensitivity_set": [
            {
                "number": each.part.value,
                "ratio_if_20%_lower": _text(each.lower),
                "ratio_if_20%_higher": _text(each.higher),
            }
            for each in sensitivity_set(given)
        ],
        "reviewer_warnings": warnings(given, valued),
        "not_publishable_because": not_publishable_because(read),
    }


def settings(read: ReadMap) -> dict[str, Any]:
    """Every convention in full, also those the map left to us, with the dated figures and the version of the rules."""
    own = read.map.central.settings
    return {
        "timing": own.timing.value,
        "partial_year": own.partial_year.value,
        "price_year": own.price_year,
        "currency": own.currency,
        "deflator": read.deflator,
        "discounting": {
            rate_class.value: {
                "name": schedule.name,
                "bands": [
                    {"from_year": band.from_year, "to_year": band.to_year, "rate": plain(band.rate)}
                    for band in schedule.bands
                ],
            }
            for rate_class, schedule in own.schedules.items()
        },
        "assumed": list(read.assumed),
        "parameters": sorted(set(read.parameters)),
        "rules": f"value map {VERSION}",
        "arithmetic": NAME,
        "given": fingerprint_of(read),
    }


def fingerprint_of(read: ReadMap) -> str:
    """SHA-256 of the map as it was given, whatever the order of its keys or its spaces."""
    printed: Any = {"printed": True, "rows": {"__all__": {"printed": True}}}
    given = read.form.model_dump(mode="json", exclude_unset=True, exclude=printed)
    return hashlib.sha256(canonical(given)).hexdigest()


def by_kind(given: ValueMap, valued: ValuedMap) -> dict[str, str]:
    """Present values of each kind that occurs, never added to one another here; rows of no stated kind under an empty name."""
    kinds: list[Kind | None] = [kind for kind in (*Kind, None) if any(row.kind is kind for row in given.rows)]
    return {
        kind.value if kind is not None else "": plain(
            total(
                each.present_value
                for row, each in zip(given.rows, valued.rows, strict=True)
                if row.kind is kind
            )
        )
        for kind in kinds
    }


def public(given: ValueMap, valued: ValuedMap) -> dict[str, str | None] | None:
    """Only where a public budget pays."""
    if not any(each.public for each in given.inputs):
        return None
    found = public_case(given, valued)
    return {
        "net_present_social_value": plain(found.net_present_social_value),
        "benefit_cost_ratio": _text(found.benefit_cost_ratio),
        "public_cost": plain(found.public_cost),
        "fiscal_savings": plain(found.fiscal_savings),
        "net_public_cost": plain(found.net_public_cost),
        "return_on_public_cost": _text(found.return_on_public_cost),
    }


def most_of_it(valued: ValuedMap) -> dict[str, Any]:
    found = concentration([row.present_value for row in valued.rows])
    return {
        "rows": list(found.rows),
        "out_of": found.out_of,
        "share": _text(found.share),
        "of_at_least": plain(found.of_at_least),
        "words": str(found.words),
    }


def warnings(given: ValueMap, valued: ValuedMap) -> dict[str, Any]:
    studies = published_studies()
    said = [str(each) for each in reviewer_warnings(given, valued, studies)]
    return {"warnings": said, "parameters": list(studies.parameters)}


def not_publishable_because(read: ReadMap) -> list[str]:
    """A result whose conventions nobody stated is an exercise, not a figure to publish."""
    reasons = [f"settings.{name} is not stated" for name in read.assumed if name != "currency"]
    if read.map.central.settings.price_year is None:
        reasons.append("settings.price_year is not stated")
    return reasons + why_both_ways(read)


def _texts(numbers: Iterable[Decimal]) -> list[str]:
    return [plain(number) for number in numbers]


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
