"""A distribution as 65,536 equally likely values: its quantiles at the middles of as many equal steps of probability (ADR 0030).

A draw is then a random 16-bit number and one look into the table, many times faster than drawing from the distribution itself.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import special

from fourfold.measure.rules.uncertainty.distributions import (
    Beta,
    Lognormal,
    Normal,
    Pert,
    Point,
    Quantiles,
    Triangular,
    Uniform,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fourfold.measure.rules.uncertainty.distributions import Distribution

    Floats = NDArray[np.float64]

VALUES: Final = 65_536
# Between so many points of the beta distribution's curve the quantiles are interpolated.
BETA_POINTS: Final = 1_025


@cache
def middles() -> Floats:
    return (np.arange(VALUES) + 0.5) / VALUES


@cache
def _standard_normal() -> Floats:
    return np.asarray(special.ndtri(middles()))


def table(distribution: Distribution) -> Floats:
    """The 65,536 values, in rising order."""
    match distribution:
        case Pert() | Beta():
            return _beta(distribution)
        case Normal(low=None, high=None):
            return float(distribution.mean) + float(distribution.sd) * _standard_normal()
        case Lognormal():
            return _exp(np.log(float(distribution.median)) + float(distribution.sigma) * _standard_normal())
        case _:
            return quantiles(distribution, middles())


def quantiles(distribution: Distribution, chances: Floats) -> Floats:  # noqa: PLR0911  one for each distribution
    """The values below which the distribution lies with these probabilities."""
    match distribution:
        case Point():
            return np.full(len(chances), float(distribution.value))
        case Uniform():
            low, high = float(distribution.low), float(distribution.high)
            return low + (high - low) * chances
        case Triangular():
            return _triangular(distribution, chances)
        case Pert():
            low, high = float(distribution.low), float(distribution.high)
            return low + (high - low) * np.asarray(special.betaincinv(*distribution.shapes, chances))
        case Beta():
            return np.asarray(special.betaincinv(*distribution.shapes, chances))
        case Normal():
            mean, sd = float(distribution.mean), float(distribution.sd)
            first = 0.0 if distribution.low is None else special.ndtr((float(distribution.low) - mean) / sd)
            last = 1.0 if distribution.high is None else special.ndtr((float(distribution.high) - mean) / sd)
            return np.asarray(mean + sd * special.ndtri(first + (last - first) * chances))
        case Lognormal():
            return _exp(
                np.log(float(distribution.median))
                + float(distribution.sigma) * np.asarray(special.ndtri(chances))
            )
        case Quantiles():
            points = np.array([[float(each) for each in point] for point in distribution.points])
            return np.asarray(np.interp(chances, points[:, 0], points[:, 1]))


def _exp(logarithms: Floats) -> Floats:
    return np.asarray(np.exp(logarithms))


def _triangular(distribution: Triangular, chances: Floats) -> Floats:
    low, mode, high = (float(each) for each in (distribution.low, distribution.mode, distribution.high))
    width, rise = high - low, mode - low
    return np.where(
        chances * width < rise,
        low + np.sqrt(chances * width * rise),
        high - np.sqrt((1 - chances) * width * (high - mode)),
    )


def _beta(distribution: Pert | Beta) -> Floats:
    """By the curve of its probabilities, read the other way round: inverting it 65,536 times takes a hundred times as long."""
    shapes = distribution.shapes
    ends = np.asarray(special.betaincinv(*shapes, np.array([0.25, VALUES - 0.25]) / VALUES))
    # Evenly spaced in an angle, so that points lie close where the curve is steep, towards 0 and 1.
    angles = np.linspace(np.arcsin(np.sqrt(ends[0])), np.arcsin(np.sqrt(ends[1])), BETA_POINTS)
    curve = np.sin(angles) ** 2
    found: Floats = np.interp(middles(), np.asarray(special.betainc(*shapes, curve)), curve)
    if isinstance(distribution, Beta):
        return found
    low, high = float(distribution.low), float(distribution.high)
    scaled: Floats = low + (high - low) * found
    return scaled
