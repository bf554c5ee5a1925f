"""How likely which value of an input is. Each has a central value, with which the map is valued, and its ends."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.valuation.precision import exact

# The 95th percentile of the standard normal distribution.
Z95: Final = Decimal("1.644853626951472714863848907991632")
FEWEST_QUANTILES: Final = 2


@dataclass(frozen=True, slots=True)
class Point:
    """Known: no spread."""

    name: ClassVar[str] = "point"
    value: Decimal

    @property
    def central(self) -> Decimal:
        return self.value

    @property
    def ends(self) -> tuple[Decimal | None, Decimal | None]:
        return self.value, self.value


@dataclass(frozen=True, slots=True)
class Uniform:
    """Anything from `low` to `high`, all alike. Central: the middle."""

    name: ClassVar[str] = "uniform"
    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        check_order(low=self.low, high=self.high)

    @property
    def central(self) -> Decimal:
        with exact():
            return (self.low + self.high) / 2

    @property
    def ends(self) -> tuple[Decimal | None, Decimal | None]:
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class Triangular:
    """From `low` to `high`, likeliest at `mode`, falling off in straight lines. Central: the mode."""

    name: ClassVar[str] = "triangular"
    low: Decimal
    mode: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        check_order(low=self.low, mode=self.mode, high=self.high)

    @property
    def central(self) -> Decimal:
        return self.mode

    @property
    def ends(self) -> tuple[Decimal | None, Decimal | None]:
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class Pert:
    """A beta distribution from `low` to `high` with mean (low + 4 × mode + high) ÷ 6, as in project planning. Central: mode."""

    name: ClassVar[str] = "pert"
    low: Decimal
    mode: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        check_order(low=self.low, mode=self.mode, high=self.high)

    @property
    def central(self) -> Decimal:
        return self.mode

    @property
    def ends(self) -> tuple[Decimal | None, Decimal | None]:
        return self.low, self.high

    @property
    def shapes(self) -> tuple[float, float]:
        width = float(self.high - self.low)
        return (
            1 + 4 * float(self.mode - self.low) / width,
            1 + 4 * float(self.high - self.mode) / width,
        )


@dataclass(frozen=True, slots=True)
class Beta:
    """The beta distribution of shapes `alpha` and `beta`, from 0 to 1: for shares. Central: its mean."""

    name: ClassVar[str] = "beta"
    alpha: Decimal
    beta: Decimal

    def __post_init__(self) -> None:
        for name, shape in (("alpha", self.alpha), ("beta", self.beta)):
            if shape <= 0:
                raise ValueError(say("{name} is {shape}: it must be above 0", name=name, shape=str(shape)))

    @property
    def central(self) -> Decimal:
        with exact():
            return self.alpha / (self.alpha + self.beta)

    @property
    def ends(self) -> tuple[Decimal | None, Decimal | None]:
        return Decimal(0), Decimal(1)

    @property
    def shapes(self) -> tuple[float, float]:
        return float(self.alpha), float(self.beta)


@dataclass(frozen=True, slots=True)
class Normal:
    """The normal distribution, cut off below `low` and above `high` where given. Central: `mean`, before cutting."""

    name: ClassVar[str] = "normal"
    mean: Decimal
    sd: Decimal
    low: Decimal | None = None
    high: Decimal | None = None

    def __post_init__(self) -> None:
        if self.sd <= 0:
            raise ValueError(say("sd is {sd}: it must be above 0", sd=str(self.sd)))
        known = {"low": self.low, "mean": self.mean, "high": self.high}
        check_order(**{name: value for name, value in known.items() if value is not None})

    @property
    def central(self) -> Decimal:
        return self.mean

    @property
    def ends(self) -> tuple[Decimal | None, Decimal | None]:
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class Lognormal:
    """A value whose logarithm is normal; `sigma` is the logarithm's deviation. Central: the median."""

    name: ClassVar[str] = "lognormal"
    median: Decimal
    sigma: Decimal

    def __post_init__(self) -> None:
        for name, value in (("median", self.median), ("sigma", self.sigma)):
            if value <= 0:
                raise ValueError(say("{name} is {value}: it must be above 0", name=name, value=str(value)))

    @classmethod
    def between(cls, *, p5: Decimal, p95: Decimal) -> Lognormal:
        """With these as its 5th and 95th percentiles."""
        if not 0 < p5 < p95:
            raise ValueError(
                say("p5 is {p5} and p95 {p95}: 0 < p5 < p95 must hold", p5=str(p5), p95=str(p95))
            )
        with exact():
            return cls((p5 * p95).sqrt(), (p95 / p5).ln() / (2 * Z95))

    @property
    def central(self) -> Decimal:
        return self.median

    @property
    def ends(self) -> tuple[Decimal | None, Decimal | None]:
        return Decimal(0), None


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Through given points (probability, value), in straight lines between. Central: the median.

    The first probability is 0 and the last 1: what lies beyond is not guessed.
    """

    name: ClassVar[str] = "quantiles"
    points: tuple[tuple[Decimal, Decimal], ...]

    def __post_init__(self) -> None:
        chances = [chance for chance, _ in self.points]
        values = [value for _, value in self.points]
        if len(self.points) < FEWEST_QUANTILES or chances[0] != 0 or chances[-1] != 1:
            raise ValueError(say("the points must begin with probability 0 and end with 1: give both ends"))
        if any(one >= other for one, other in itertools.pairwise(chances)) or values != sorted(values):
            raise ValueError(say("probabilities must rise from point to point, and values must not fall"))

    @property
    def central(self) -> Decimal:
        half = Decimal("0.5")
        for (before, low), (after, high) in zip(self.points, self.points[1:], strict=False):
            if half <= after:
                with exact():
                    return low + (high - low) * (half - before) / (after - before)
        message = "The last probability is 1."
        raise ValueError(message)

    @property
    def ends(self) -> tuple[Decimal | None, Decimal | None]:
        return self.points[0][1], self.points[-1][1]


Distribution = Point | Uniform | Triangular | Pert | Beta | Normal | Lognormal | Quantiles


def check_order(**values: Decimal) -> None:
    """Raises ValueError unless the values rise in the order given, and not all are one."""
    names = list(values)
    for one, other in itertools.pairwise(names):
        if values[one] > values[other]:
            raise ValueError(
                say(
                    "{one} is {first} and {other} {second}: it must not be less",
                    one=one,
                    first=str(values[one]),
                    other=other,
                    second=str(values[other]),
                )
            )
    if len(names) > 1 and values[names[0]] == values[names[-1]]:
        raise ValueError(
            say("{one} and {other} are the same: write the number itself", one=names[0], other=names[-1])
        )
