"""Where a number is only known within a range, the form has a distribution in its place, or the name of one that is shared."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from fourfold.ground.kernel.said import say
from fourfold.measure.exchange.value_map.numbers import Number, Share
from fourfold.measure.exchange.value_map.parts import Part, Text, Year
from fourfold.measure.rules.uncertainty.distributions import (
    Beta,
    Distribution,
    Lognormal,
    Normal,
    Pert,
    Quantiles,
    Triangular,
    Uniform,
)


class UniformForm(Part):
    distribution: Literal["uniform"]
    low: Number
    high: Number

    def made(self) -> Distribution:
        return Uniform(self.low, self.high)


class TriangularForm(Part):
    distribution: Literal["triangular"]
    low: Number
    mode: Number
    high: Number

    def made(self) -> Distribution:
        return Triangular(self.low, self.mode, self.high)


class PertForm(Part):
    distribution: Literal["pert"]
    low: Number
    mode: Number
    high: Number

    def made(self) -> Distribution:
        return Pert(self.low, self.mode, self.high)


class BetaForm(Part):
    distribution: Literal["beta"]
    alpha: Number
    beta: Number

    def made(self) -> Distribution:
        return Beta(self.alpha, self.beta)


class NormalForm(Part):
    distribution: Literal["normal"]
    mean: Number
    sd: Number
    low: Number | None = None
    high: Number | None = None

    def made(self) -> Distribution:
        return Normal(self.mean, self.sd, self.low, self.high)


class LognormalForm(Part):
    """Either `median` and `sigma`, the standard deviation of the logarithm, or the 5th and 95th percentiles."""

    distribution: Literal["lognormal"]
    median: Number | None = None
    sigma: Number | None = None
    p5: Number | None = None
    p95: Number | None = None

    def made(self) -> Distribution:
        match (self.median, self.sigma, self.p5, self.p95):
            case (median, sigma, None, None) if median is not None and sigma is not None:
                return Lognormal(median, sigma)
            case (None, None, p5, p95) if p5 is not None and p95 is not None:
                return Lognormal.between(p5=p5, p95=p95)
            case _:
                raise ValueError(say("give median and sigma, or p5 and p95, and nothing else"))


class QuantilesForm(Part):
    """Points of probability and value, in rising order, from probability 0 to 1."""

    distribution: Literal["quantiles"]
    points: Annotated[list[tuple[Share, Number]], Field(min_length=2, max_length=100)]

    def made(self) -> Distribution:
        return Quantiles(tuple(self.points))


class Shared(Part):
    """A number that is the same wherever it is named: drawn once, from `shared` of the map."""

    shared: Text


SomeDistribution = Annotated[
    UniformForm | TriangularForm | PertForm | BetaForm | NormalForm | LognormalForm | QuantilesForm,
    Field(discriminator="distribution"),
]


def _what(value: object) -> str:
    if isinstance(value, Part):
        return "shared" if isinstance(value, Shared) else "range"
    if not isinstance(value, dict):
        return "number"
    return "shared" if "shared" in value else "range"


AnyNumber = Annotated[
    Annotated[Number, Tag("number")]
    | Annotated[SomeDistribution, Tag("range")]
    | Annotated[Shared, Tag("shared")],
    Discriminator(_what),
]
AnyShare = Annotated[
    Annotated[Share, Tag("number")]
    | Annotated[SomeDistribution, Tag("range")]
    | Annotated[Shared, Tag("shared")],
    Discriminator(_what),
]


class Proxy(Part):
    """A proxy with its unit: `value` for one `per`, in the money and prices given, or else those of the map."""

    value: AnyNumber
    per: Text
    currency: Text | None = None
    price_year: Year | None = None
    name: Text | None = None
    source: Text | None = None
    licence: Text | None = None


def _proxy_or_number(value: object) -> str:
    if isinstance(value, Proxy) or (
        isinstance(value, dict) and not {"distribution", "shared"}.intersection(value)
    ):
        return "proxy"
    return "number"


AnyProxy = Annotated[
    Annotated[AnyNumber, Tag("number")] | Annotated[Proxy, Tag("proxy")], Discriminator(_proxy_or_number)
]
