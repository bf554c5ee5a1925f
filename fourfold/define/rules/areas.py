"""Statistical areas by their codes. Small areas were drawn anew in 2021; a figure of one drawing says nothing of the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fourfold.ground.kernel.said import say

# Countries' letters and two digits of the kind of area, then its number (ONS, register of geographic codes).
_CODE: Final = re.compile(r"[EWSN][0-9]{8}")
# Lower and middle layer areas of England and Wales; data zones and intermediate zones of Scotland; those of Northern Ireland.
_SMALL: Final = frozenset({"E01", "E02", "W01", "W02", "S01", "S02", "N20", "N21"})
_AUTHORITIES: Final = frozenset({"E06", "E07", "E08", "E09", "E10", "W06", "S12", "N09"})


class Edition(StrEnum):
    """Which drawing of the small areas; authorities have none, a changed one gets another code."""

    NONE = "authorities"
    OF_2011 = "2011"
    OF_2021 = "2021"


class AreaFault(ValueError):
    """The code is none, or does not go with the edition; the sentence is fit for a page."""


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    edition: Edition


def area(code: str, edition: Edition) -> Area:
    """Raises AreaFault."""
    plain = code.strip().upper()
    if not _CODE.fullmatch(plain):
        message = say(
            "“{code}” is no area code: it is a letter and eight digits, such as E09000030", code=code
        )
        raise AreaFault(message)
    kind = plain[:3]
    if kind in _SMALL:
        if edition is Edition.NONE:
            message = say(
                "{code} is a small area. Say whether the file’s areas are those of 2011 or of 2021",
                code=plain,
            )
            raise AreaFault(message)
        return Area(plain, edition)
    if kind in _AUTHORITIES:
        if edition is not Edition.NONE:
            message = say("{code} is an authority, and the file is of small areas", code=plain)
            raise AreaFault(message)
        return Area(plain, edition)
    message = say("{code} is neither an authority nor a small area", code=plain)
    raise AreaFault(message)


def same_area(one: Area, other: Area) -> bool:
    """Whether a figure of `one` may stand for `other`. A code of 2011 never meets a figure of 2021, equal or not."""
    return one == other
