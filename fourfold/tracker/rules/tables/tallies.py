"""Respondents counted by column and answer, and told apart: two counts are of the same people where their random sums agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from fourfold.tracker.rules.vector.columns import summed

if TYPE_CHECKING:
    from fourfold.tracker.rules.tables.answers import Columned, Survey
    from fourfold.tracker.rules.tables.lines import Part
    from fourfold.tracker.rules.vector.columns import Codes

# Respondents get random numbers of so many bits: sets of them with equal counts and equal sums, twice over, are the same sets.
_BITS: Final = 30


def own_levels(part: Part) -> dict[int, int]:
    """Lines that are one level of the answers, by the line's place in the part."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for offset, line in enumerate(part.lines):
        ones = [level for level, factor in enumerate(line.above) if factor]
        if line.kind.is_share and len(ones) == 1 and ones[0] not in taken:
            found[offset] = ones[0]
            taken.add(ones[0])
    return found


def tally(survey: Survey, part: Part, block: Columned) -> Codes:
    """Columns × levels × (respondents, and two sums of the random numbers by which they are told apart)."""
    random = np.random.default_rng(survey.respondents).integers(1 << _BITS, size=(2, survey.respondents))
    found = np.zeros((block.count, part.kept, 3), dtype=np.int64)
    for at, weights in enumerate((None, *random.astype(float))):
        if block.numbered is not None:
            cell = block.numbered.codes * np.int64(part.kept + 1) + part.answers
            whole = summed(cell, weights, (block.count + 1) * (part.kept + 1))
            found[:, :, at] = whole.reshape(block.count + 1, -1)[: block.count, : part.kept]
        else:
            for column in range(block.count):
                here = block.inside(column)
                own = None if weights is None else weights[here]
                found[column, :, at] = summed(part.answers[here].astype(np.int64), own, part.kept + 1)[
                    : part.kept
                ]
    return found
