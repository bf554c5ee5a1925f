"""A value against a threshold, exactly, where either may be with or without VAT."""

from __future__ import annotations

from decimal import Decimal, localcontext

from fourfold.define.rules.law.facts import Vat
from fourfold.ground.kernel.parameters import VatBasis


def compare(value: Decimal, vat: Vat, rate: Decimal, threshold: Decimal, basis: VatBasis) -> tuple[int, int]:
    """-1, 0 or 1 for a value under, at or over the threshold: by the least the value may be, and by the most.

    The two differ only where the basis is not stated: then the value without VAT is the least and the value with VAT the most.
    Nothing is divided and nothing rounded: the side that lacks VAT is multiplied by 1 + `rate`.
    """
    if basis is VatBasis.NOT_STATED:
        return (
            _side(value, vat, rate, threshold, Vat.EXCLUDED),
            _side(value, vat, rate, threshold, Vat.INCLUDED),
        )
    side = _side(value, vat, rate, threshold, Vat(basis.value))
    return side, side


def _side(value: Decimal, vat: Vat, rate: Decimal, threshold: Decimal, basis: Vat) -> int:
    with localcontext() as context:
        context.prec = 40
        if vat is Vat.EXCLUDED and basis is Vat.INCLUDED:
            value = value * (1 + rate)
        elif vat is Vat.INCLUDED and basis is Vat.EXCLUDED:
            threshold = threshold * (1 + rate)
        return int(value.compare(threshold))
