"""The calendar by which working days are counted, and where it was read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from fourfold.ground.kernel.sources import Source
from fourfold.ground.parameters.strict_yaml import read_yaml
from fourfold.integrate.rules.working_days import Calendar

_SOURCE = ("title", "publisher", "href", "licence", "published", "read", "says", "grade")


@cache
def _read() -> dict[str, Any]:
    text = files("fourfold.integrate.queries").joinpath("bank_holidays.yaml").read_text(encoding="utf-8")
    tree: Any = read_yaml(text).tree
    return dict(tree)


@cache
def bank_holidays() -> Calendar:
    """Of England and Wales. What is a bank holiday only in another part of the United Kingdom counts as a working day."""
    tree = _read()
    return Calendar(tree["first"], tree["last"], dict(tree["holidays"]))


@cache
def source_of_bank_holidays() -> Source:
    return Source.model_validate({key: _read()[key] for key in _SOURCE})
