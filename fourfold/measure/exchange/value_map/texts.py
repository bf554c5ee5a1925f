"""The answers in a few lines for people at a terminal; programs read the JSON."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any


def value_text(answer: dict[str, Any]) -> str:
    currency = answer["settings"]["currency"]
    lines = [
        f"{place + 1}. {row['stakeholder']}: {row['outcome']}: {currency} {rounded(row['present_value'])}"
        for place, row in enumerate(answer["per_row"])
    ]
    lines += [
        (
            f"Present value {currency} {rounded(answer['present_value'])}, inputs {rounded(answer['inputs'])}, "
            f"net {rounded(answer['npv'])}"
        ),
        f"Ratio {rounded(answer['ratio'])}, net ratio {rounded(answer['net_ratio'])}",
    ]
    lines += [f"Of it {rounded(each['amount'])}: {each['basis']['words']}" for each in answer["ledgers"]]
    lines.append(f"{answer['concentration']['words']}.")
    lines += [f"Not to be published: {reason}" for reason in answer["not_publishable_because"]]
    return "\n".join(lines)


def audit_text(answer: dict[str, Any]) -> str:
    lines = [f"{answer['checked']} printed figures, {answer['agree']} agree"]
    for each in answer["disagree"]:
        of = f" of {each['of']}" if each["of"] else ""
        why = f": {each['right_if']}" if each["right_if"] else ""
        lines.append(
            f"{each['cell']}{of}: printed {each['printed']}, calculated {rounded(each['calculated'])}; "
            f"{each['kind']}{why}"
        )
    return "\n".join(lines)


def rounded(number: str | None) -> str:
    return "not known" if number is None else f"{Decimal(number).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"
