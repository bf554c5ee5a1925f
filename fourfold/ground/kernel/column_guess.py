"""Which column of a spreadsheet holds what: as it was said before, by its name, or by a name much like it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Of 100; found by trying on headings of real files: below it, what differs is no longer spelling and order.
_ALIKE: Final = 90


def normal(heading: str) -> str:
    """A heading as it is remembered: small letters, single spaces."""
    return " ".join(heading.casefold().split())


def guess_columns(
    headings: Sequence[str],
    *,
    remembered: Mapping[str, str],
    known: Mapping[str, str],
    also_alike: bool = False,
) -> dict[int, str]:
    """By place, what each heading holds. `remembered` goes before `known`, and the exact before what is only alike.

    No column twice. A heading remembered with an empty text was left out, and is not guessed again.
    """
    found: dict[int, str] = {}
    for names in (remembered, known):
        for place, heading in enumerate(headings):
            column = names.get(normal(heading))
            if names is known and normal(heading) in remembered:
                continue
            if column and place not in found and column not in found.values():
                found[place] = column
    if also_alike:
        _add_alike(found, headings, remembered, known)
    return found


def _add_alike(
    found: dict[int, str], headings: Sequence[str], remembered: Mapping[str, str], known: Mapping[str, str]
) -> None:
    """The likest first, so that of two headings much like one column the better has it."""
    near: list[tuple[float, int, str]] = []
    plain = {_plain(name): column for name, column in known.items()}
    for place, heading in enumerate(headings):
        if place in found or not heading or normal(heading) in remembered:
            continue
        best = process.extractOne(
            _plain(heading), plain.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE
        )
        if best is not None:
            near.append((-best[1], place, plain[best[0]]))
    for _, place, column in sorted(near):
        if column not in found.values():
            found[place] = column


def _plain(heading: str) -> str:
    """Letters and digits alone: "SupplierName", "Supplier_Name" and "Supplier (name)" are one."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.sub(r"[^0-9a-z£]+", " ", apart.casefold()).split())
