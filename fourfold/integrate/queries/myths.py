"""What is often said about social value in tenders and is not so: data with its sources, shown beside the fields it concerns."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from fourfold.ground.parameters.strict_yaml import read_yaml

FILE = "myths.yaml"
Concerned = Literal["weights", "price", "measures", "reservation", "burden", "questions"]


class Myth(BaseModel):
    """`says` are the words of the source that it relies on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    myth: str
    so: str
    fields: tuple[Concerned, ...] = Field(min_length=1)
    source: str
    href: str = Field(pattern=r"^https://")
    says: str
    read: date


class _Myths(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    myths: tuple[Myth, ...] = Field(min_length=1)


@cache
def every_myth() -> tuple[Myth, ...]:
    text = files("fourfold.integrate.queries").joinpath(FILE).read_text("utf-8")
    return _Myths.model_validate(read_yaml(text).tree).myths


def myths_beside(*fields: str) -> list[Myth]:
    """Those that concern one of the fields, in the order of the file."""
    return [each for each in every_myth() if set(fields) & set(each.fields)]
