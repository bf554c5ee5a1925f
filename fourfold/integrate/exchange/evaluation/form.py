"""The JSON form of an evaluation, key by key. Numbers are texts, so that no digit is lost on the way."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

MOST_BIDS = 200
MOST_CRITERIA = 50
MOST_MEASURES = 100


def _text(value: object) -> object:
    """A number in JSON would be read as a fraction of two, which is seldom what was written."""
    if not isinstance(value, str):
        message = 'write numbers in quotes, such as "40.5"'
        raise ValueError(message)  # noqa: TRY004  (pydantic tells ValueErrors in words)
    return value


Number = Annotated[
    Decimal,
    BeforeValidator(_text, json_schema_input_type=str),
    Field(ge=0, le=10**12, allow_inf_nan=False, max_digits=30, decimal_places=10),
]
Ref = Annotated[str, Field(min_length=1, max_length=100)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CriterionForm(Part):
    """`price` says that it is marked from the price, by `price_formula`. The weights add to 100."""

    ref: Ref
    weight: Number
    price: bool = False


class ProxyForm(Part):
    """Pounds of one unit, and from the lowest to the highest that the source allows."""

    value: Number
    low: Number
    high: Number


class ByValueForm(Part):
    """A criterion whose share is the value of what a bid offers over the highest value of all bids."""

    criterion: Ref
    proxies: Annotated[dict[Ref, ProxyForm], Field(min_length=1, max_length=MOST_MEASURES)]


class BidForm(Part):
    """`points` by criterion, out of `most_points`; `quantities` by measure, where a criterion is scored by value."""

    ref: Ref
    price: Number | None = None
    points: dict[Ref, Number] = Field(default_factory=dict)
    quantities: dict[Ref, Number] = Field(default_factory=dict)


class Form(Part):
    """An evaluation whose points are locked."""

    format: Literal["fourfold-evaluation-1"]
    title: str = ""
    criteria: Annotated[list[CriterionForm], Field(min_length=1, max_length=MOST_CRITERIA)]
    most_points: Annotated[Number, Field(gt=0)]
    price_formula: Literal["lowest_over_price", "around_the_mean", "lowest_to_highest", "lowest_to_twice"] = (
        "lowest_over_price"
    )
    within: Annotated[Number, Field(le=100)] = Decimal(5)
    by_value: ByValueForm | None = None
    bids: Annotated[list[BidForm], Field(min_length=1, max_length=MOST_BIDS)]
