"""Reads the methods that ship, strictly, and the marks of proportion on a day."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from fourfold.ground.kernel.parameters import Known
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sources import Source, Words
from fourfold.ground.parameters import parameter
from fourfold.ground.parameters.strict_yaml import read_yaml
from fourfold.measure.rules.methods.method import Gives, Hours, Method
from fourfold.measure.rules.methods.proportion import Marks
from fourfold.measure.rules.totals.both_ways import Approach

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FILE: Final = "methods.yaml"
ROUTINE: Final = "measuring.effort.routine_share"
MOST: Final = "measuring.effort.most_share"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Hours(_Part):
    least: Decimal
    most: Decimal


class _Method(_Part):
    title: Words
    about: Words
    gives: Gives
    approach: Approach | None = None
    needs: Annotated[tuple[Words, ...], Field(min_length=1)]
    apart: Words
    set_up: _Hours
    each_year: _Hours
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class _File(_Part):
    checked_by: Words
    hours_because: Words
    methods: Annotated[dict[Words, _Method], Field(min_length=1)]


@cache
def methods() -> Mapping[str, Method]:
    """Every method that ships, by key, in the order of the file."""
    return MappingProxyType(read_methods(files(__package__).joinpath(FILE).read_text(encoding="utf-8")))


def read_methods(text: str) -> dict[str, Method]:
    """Raises ValueError with what is wrong and where."""
    given = _File.model_validate(read_yaml(text).tree)
    return {
        key: Method(
            key,
            each.title,
            each.about,
            each.gives,
            each.approach,
            each.needs,
            each.apart,
            Hours(each.set_up.least, each.set_up.most),
            Hours(each.each_year.least, each.each_year.most),
            each.sources,
        )
        for key, each in given.methods.items()
    }


def marks(on: date) -> Marks:
    """The marks that ship, as they held on that day. Raises ValueError for a day that nobody has checked."""
    found = []
    for key in (ROUTINE, MOST):
        known = parameter(key).at(on)
        if not isinstance(known, Known):
            raise ValueError(say("{key}: {why}; give marks of your own", key=key, why=known.text))  # noqa: TRY004  the day is at fault
        found.append(known)
    routine, most = found
    return Marks(
        routine.value, most.value, tuple(f"{each.key}@{each.version} on {on.isoformat()}" for each in found)
    )
