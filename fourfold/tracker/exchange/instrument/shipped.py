"""The instruments that come with Fourfold."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from fourfold.tracker.exchange.instrument.file import read_instrument

if TYPE_CHECKING:
    from fourfold.tracker.rules.instrument.questionnaire import Instrument

# By name: the file, from the folder of the exchange.
SHIPPED: Final = {"communities-count-2014": "communities_count_2014/instrument.yaml"}


@cache
def shipped_instrument(name: str) -> Instrument:
    """Raises KeyError."""
    return read_instrument(content_of(name), place=SHIPPED[name])


def content_of(name: str) -> bytes:
    return files("fourfold.tracker.exchange").joinpath(*SHIPPED[name].split("/")).read_bytes()
