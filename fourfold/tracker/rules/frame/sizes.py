"""Sector and size band as a list says them: in the words of the bands, or as a number that falls into one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.cells import CellFault, text_in
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.ground.kernel.cells import Cell

COUNCIL: Final = "local_authority"
LANDLORD: Final = "housing_association"
_SECTORS: Final[Mapping[str, str]] = {
    "local authority": COUNCIL, "local_authority": COUNCIL, "council": COUNCIL, "la": COUNCIL,
    "housing association": LANDLORD, "housing_association": LANDLORD, "ha": LANDLORD, "landlord": LANDLORD,
    "registered provider": LANDLORD, "private registered provider": LANDLORD, "rp": LANDLORD,
    "other public body": "other_public", "public body": "other_public",
    "private company": "private", "company": "private",
    "charity": "charity", "voluntary organisation": "charity",
    "social enterprise": "social_enterprise",
}  # fmt: skip
# By sector the lower edge of each band and its name; all others are told apart by staff.
_BANDS: Final[Mapping[str, tuple[tuple[int, str], ...]]] = {
    COUNCIL: (
        (300_001, "population_over_300k"), (80_000, "population_80k_300k"), (0, "population_under_80k"),
    ),
    LANDLORD: (
        (10_000, "homes_10000_or_more"), (1_000, "homes_1000_9999"), (500, "homes_500_999"), (0, "homes_under_500"),
    ),
}  # fmt: skip
_STAFF: Final = (
    (250, "staff_250_or_more"), (50, "staff_50_249"), (10, "staff_10_49"), (0, "staff_under_10"),
)  # fmt: skip
_NUMBER: Final = re.compile(r"[0-9]{1,3}(,[0-9]{3})+|[0-9]{1,9}")


def sector_in(cell: Cell) -> str:
    """The key of a sector; empty where nothing is said. Raises CellFault."""
    text = text_in(cell).casefold()
    if not text:
        return ""
    if text not in _SECTORS:
        raise CellFault(
            say(
                "“{text}” is no kind that is known here. Write council, or housing association",
                text=text[:40],
            )
        )
    return _SECTORS[text]


def band_of(size: int, sector: str) -> str:
    """The band that a number of people, homes or staff falls into; which of them is counted follows from the sector."""
    return next(band for edge, band in _BANDS.get(sector, _STAFF) if size >= edge)


def size_in(cell: Cell, *, sector: str, bands: Mapping[str, str]) -> str:
    """The key of a band; empty where nothing is said. `bands` are all, by key, with their words. Raises CellFault."""
    if isinstance(cell, Decimal):
        if cell != cell.to_integral_value() or cell < 0:
            raise CellFault(say("“{cell}” is not a whole number", cell=str(cell)))
        return _band(int(cell), sector)
    text = text_in(cell)
    if not text:
        return ""
    plain = text.casefold()
    for key, words in bands.items():
        if plain in {key, str(words).casefold()}:
            return key
    if _NUMBER.fullmatch(text) is None:
        raise CellFault(say("“{text}” is neither a number nor a size that is known here", text=text[:40]))
    return _band(int(text.replace(",", "")), sector)


def _band(size: int, sector: str) -> str:
    if not sector:
        raise CellFault(
            say("A number says a size only where the kind of organisation is known: people, homes or staff")
        )
    return band_of(size, sector)
