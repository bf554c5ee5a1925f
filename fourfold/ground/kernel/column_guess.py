"""Which column of a spreadsheet holds what: as it was said before, by its name, or by a name much like it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Of 100; found by trying on headings of real files: below it, what differs is no longer spelling and order.
_ALIKE: Final = 90
_IN_FULL: Final = {
    "no": "number",
    "nr": "number",
    "num": "number",
    "ref": "reference",
    "dept": "department",
    "desc": "description",
    "org": "organisation",
    "reg": "registration",
    "amt": "amount",
}


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

    No column twice: of several names that `known` has for a column, the first of them that is a heading holds it.
    A heading remembered with an empty text was left out, and is not guessed again.
    """
    found: dict[int, str] = {}
    for names in (remembered, known):
        order = {name: position for position, name in enumerate(names)}
        here = [
            (order[normal(heading)], place)
            for place, heading in enumerate(headings)
            if normal(heading) in names
        ]
        for _, place in sorted(here):
            heading = normal(headings[place])
            if names is known and heading in remembered:
                continue
            if names[heading] and place not in found and names[heading] not in found.values():
                found[place] = names[heading]
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
    """Letters and digits alone, in full: "SupplierNo", "Supplier_Number" and "Supplier (no.)" are one."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(
        _IN_FULL.get(word, word) for word in re.sub(r"[^0-9a-z£]+", " ", apart.casefold()).split()
    )
