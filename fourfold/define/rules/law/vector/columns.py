"""Facts as columns: words as small codes, values as whole pennies, days as their ordinals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fourfold.define.rules.law.facts import (
    Authority,
    Facts,
    Health,
    Kind,
    MainPart,
    Nation,
    Regime,
    Route,
    Vat,
)

STANDARD_RATE: Final = -1
RATE_UNITS: Final = 10_000
PENNIES: Final = 100


@dataclass(frozen=True, slots=True)
class Columns:
    """All of one length. `vat_rate` in ten-thousandths, STANDARD_RATE where the contract has none of its own."""

    authority: NDArray[np.int8]
    nation: NDArray[np.int8]
    kind: NDArray[np.int8]
    main: NDArray[np.int8]
    route: NDArray[np.int8]
    regime: NDArray[np.int8]
    health: NDArray[np.int8]
    with_vat: NDArray[np.bool_]
    pennies: NDArray[np.int64]
    vat_rate: NDArray[np.int64]
    day: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.day)


CODES: Final[dict[type[StrEnum], dict[StrEnum, int]]] = {
    words: {word: code for code, word in enumerate(words)}
    for words in (Authority, Nation, Kind, MainPart, Route, Regime, Health)
}


def columns_of(facts: Sequence[Facts]) -> Columns:
    """Exact: a value has whole pennies, a rate whole ten-thousandths."""
    return Columns(
        authority=_codes(Authority, (each.authority for each in facts)),
        nation=_codes(Nation, (each.nation for each in facts)),
        kind=_codes(Kind, (each.kind for each in facts)),
        main=_codes(MainPart, (each.main for each in facts)),
        route=_codes(Route, (each.route for each in facts)),
        regime=_codes(Regime, (each.regime for each in facts)),
        health=_codes(Health, (each.health for each in facts)),
        with_vat=np.array([each.vat is Vat.INCLUDED for each in facts], dtype=np.bool_),
        pennies=np.array([int(each.value * PENNIES) for each in facts], dtype=np.int64),
        vat_rate=np.array(
            [STANDARD_RATE if each.vat_rate is None else int(each.vat_rate * RATE_UNITS) for each in facts],
            dtype=np.int64,
        ),
        day=np.array([each.on.toordinal() for each in facts], dtype=np.int32),
    )


def _codes(words: type[StrEnum], column: Iterable[StrEnum]) -> NDArray[np.int8]:
    # By identity: a word of an enum is there once, and its own hash is worked out in Python each time.
    codes = {id(word): code for word, code in CODES[words].items()}
    return np.fromiter(map(codes.__getitem__, map(id, column)), dtype=np.int8)
