"""Those whom a supplier may be, and suppliers as a file of payments names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

NO_NUMBERS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Body:
    """`key` is its scheme and number, as "GB-SHPE L1234". `initials` by which it goes, as GMCA.

    `numbers` are those in other registers, by scheme.
    """

    key: str
    name: str
    is_council: bool = False
    other_names: tuple[str, ...] = ()
    initials: str = ""
    numbers: Mapping[str, str] = field(default_factory=lambda: NO_NUMBERS)
    exists_from: date | None = None
    exists_until: date | None = None


@dataclass(frozen=True, slots=True)
class Supplier:
    """`on` is a day on which it was paid; without one, bodies of all times are meant."""

    name: str
    numbers: Mapping[str, str] = field(default_factory=lambda: NO_NUMBERS)
    on: date | None = None
