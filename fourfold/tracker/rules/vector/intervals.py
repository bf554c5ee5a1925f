"""`estimation.intervals` of many shares at once."""

from __future__ import annotations

import numpy as np
from scipy import special

from fourfold.tracker.rules.vector.columns import Numbers


def wilson(shares: Numbers, bases: Numbers, *, confidence: float) -> tuple[Numbers, Numbers]:
    """No number where the share is none or nobody is asked."""
    z = float(special.ndtri((1 + confidence) / 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = (shares + z * z / (2 * bases)) / (1 + z * z / bases)
        reach = z / (1 + z * z / bases) * np.sqrt(shares * (1 - shares) / bases + z * z / (4 * bases * bases))
    low = np.where(shares == 0, 0.0, np.maximum(0.0, middle - reach))
    high = np.where(shares == 1, 1.0, np.minimum(1.0, middle + reach))
    return low, high


def korn_graubard(
    shares: Numbers, variances: Numbers, respondents: Numbers, freedom: Numbers, *, confidence: float
) -> tuple[Numbers, Numbers]:
    """No number where the share is none, or where there are no degrees of freedom to know its variance by."""
    tail = (1 - confidence) / 2
    known = np.isfinite(shares) & (freedom >= 1) & (respondents >= 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        wide = special.stdtrit(np.maximum(respondents - 1, 1), tail) / special.stdtrit(
            np.maximum(freedom, 1), tail
        )
        base = np.where(variances > 0, shares * (1 - shares) / variances * wide**2, respondents)
    having = np.where(known, base * shares, 0.0)
    base = np.where(known, base, 1.0)
    low = special.betaincinv(np.maximum(having, 1e-300), base - having + 1, tail)
    high = special.betaincinv(having + 1, np.maximum(base - having, 1e-300), 1 - tail)
    low, high = np.where(having == 0, 0.0, low), np.where(having == base, 1.0, high)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def around(
    values: Numbers, errors: Numbers, freedom: Numbers, *, confidence: float
) -> tuple[Numbers, Numbers]:
    """The value ± t · SE, for means."""
    reach = (
        np.where(freedom >= 1, special.stdtrit(np.maximum(freedom, 1), (1 + confidence) / 2), np.nan) * errors
    )
    return values - reach, values + reach
