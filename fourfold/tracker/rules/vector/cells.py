"""The cube of sums: all that a block of a banner needs to know of its respondents, in one pass over them.

Each respondent is in one cell of a question and a block. Where respondents were drawn one by one, the covariances of the cells'
totals follow from how many are in each cell of each stratum, the sum of their weights S and of their squares S₂:
V = Σ over strata g (diag S₂ − S Sᵀ/n), g = (1 − f) n/(n − 1). Where clusters were drawn, from the sums of each cluster. Only a
calibrated sample needs a column for each cell. No standard error needs the respondents again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from fourfold.tracker.rules.vector.columns import Codes, Columns, Flags, Numbers, summed
from fourfold.tracker.rules.vector.linearised import covariances

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Small = npt.NDArray[np.uint8]

# Crossing all blocks pays while the crossed cells are few: they are added up once for each block.
_MOST_CROSSED: Final = 1 << 15


@dataclass(frozen=True, slots=True)
class Block:
    """`codes` numbers each respondent's column from 0; `columns` itself stands for none of them."""

    name: str
    codes: Small
    columns: int


@dataclass(frozen=True, slots=True)
class CellSums:
    """Columns × answers: respondents, distinct clusters, sums of weights and of their squares. `covariances` of the sums of
    weights go over columns and answers twice. `freedom` is clusters less strata among the respondents of each two columns,
    `freedom_of_all` among those of the whole block.
    """

    respondents: Codes
    clusters: Codes
    weighted: Numbers
    squared: Numbers
    covariances: Numbers
    freedom: Codes
    freedom_of_all: int


@dataclass(frozen=True, slots=True)
class Cube:
    """A design and a banner, ready for one question after the other. `crossed` numbers the stratum and all blocks at once, and is
    None where it would not pay.
    """

    design: Columns
    blocks: tuple[Block, ...]
    squares: Numbers
    crossed: Codes | None
    shape: tuple[int, ...]

    def sums(self, answers: Small, kept: int, levels: int) -> list[CellSums]:
        """For each block. `answers` are numbered below `levels`; those from `kept` on are not asked about."""
        if self.crossed is not None:
            return self._crossed(self.crossed, answers, kept, levels)
        return [self._alone(block, answers, kept, levels) for block in self.blocks]

    def _crossed(self, crossed: Codes, answers: Small, kept: int, levels: int) -> list[CellSums]:
        at = crossed * levels
        at += answers
        count = int(np.prod(self.shape)) * levels
        weights = (None, self.design.weights, self.squares)
        cubes = [summed(at, each, count).reshape(*self.shape, levels) for each in weights]
        axes = range(1, len(self.shape))
        found = []
        for axis, block in enumerate(self.blocks, 1):
            others = tuple(other for other in axes if other != axis)
            parts = [cube.sum(axis=others)[:, : block.columns, :kept] for cube in cubes]
            found.append(_elementwise(self.design, *parts))
        return found

    def _alone(self, block: Block, answers: Small, kept: int, levels: int) -> CellSums:
        design = self.design
        width = (block.columns + 1) * levels
        cell = block.codes.astype(np.int64) * levels + answers
        shape = (-1, block.columns + 1, levels)

        def by(groups: Codes, count: int, values: Numbers | None) -> Numbers:
            made = summed(groups * width + cell, values, count * width).reshape(shape)
            return made[:, : block.columns, :kept]

        strata = len(design.drawn)
        if design.clusters is None and design.before is None:
            weights = (None, design.weights, self.squares)
            return _elementwise(design, *(by(design.strata, strata, each) for each in weights))
        n, s, s2 = (by(np.zeros_like(cell), 1, each)[0] for each in (None, design.weights, self.squares))
        drawn, home = _drawn(design)
        inside = by(drawn, len(home), None)
        if design.before is not None:
            columns = block.columns * kept
            outside = (block.codes >= block.columns) | (answers >= kept)
            place = np.where(outside, columns, block.codes.astype(np.int64) * kept + answers)
            flags = np.equal.outer(place, np.arange(columns))
            together = covariances(design, flags * design.weights[:, None])
        else:
            together = _clustered(design, by(drawn, len(home), design.weights), home)
        present = inside.sum(axis=2) > 0
        return CellSums(
            n.astype(np.int64),
            (inside > 0).sum(axis=0),
            s,
            s2,
            together.reshape(block.columns, kept, block.columns, kept),
            _freedom(present, home, strata),
            int(_freedom(present.any(axis=1)[:, None], home, strata)[0, 0]),
        )


def cube(design: Columns, blocks: Sequence[Block]) -> Cube:
    shape = (len(design.drawn), *(block.columns + _some_outside(block) for block in blocks))
    crossed = None
    cells = int(np.prod([float(one) for one in shape]))
    alone = design.clusters is None and design.before is None
    if alone and cells <= min(_MOST_CROSSED, len(design.weights)):
        crossed = np.ravel_multi_index(
            (design.strata, *(block.codes.astype(np.int64) for block in blocks)), shape
        ).astype(np.int64)
    return Cube(design, tuple(blocks), design.weights**2, crossed, shape)


def overlapping(design: Columns, members: Flags, answers: Small, kept: int) -> CellSums:
    """As `Cube.sums` gives for a block, for columns that share respondents: `members` has a column for each. It takes a column of
    numbers for each cell.
    """
    count, columns = members.shape
    flags = members[:, :, None] & np.equal.outer(answers, np.arange(kept))[:, None, :]
    cells = flags.reshape(count, columns * kept)
    weighted = cells * design.weights[:, None]
    drawn, home = _drawn(design)
    there = np.stack([summed(drawn[cell], None, len(home)) for cell in cells.T], axis=1)
    inside: Flags = np.greater(there, 0)
    present: Flags = np.any(inside.reshape(len(home), columns, kept), axis=2)
    shape, strata = (columns, kept), len(design.drawn)
    return CellSums(
        cells.sum(axis=0).reshape(shape),
        inside.sum(axis=0).reshape(shape),
        weighted.sum(axis=0).reshape(shape),
        (weighted * design.weights[:, None]).sum(axis=0).reshape(shape),
        covariances(design, weighted).reshape(*shape, *shape),
        _freedom(present, home, strata),
        int(_freedom(np.any(present, axis=1)[:, None], home, strata)[0, 0]),
    )


def _some_outside(block: Block) -> int:
    return int(bool(len(block.codes)) and int(block.codes.max()) >= block.columns)


def _elementwise(design: Columns, n: Numbers, s: Numbers, s2: Numbers) -> CellSums:
    """From strata × columns × answers."""
    strata, columns, kept = s.shape
    flat = s.reshape(strata, -1)
    together = -(flat.T * (design.factor / design.drawn)) @ flat
    together[np.diag_indices_from(together)] += design.factor @ s2.reshape(strata, -1)
    in_column = n.sum(axis=2)
    respondents = n.sum(axis=0).astype(np.int64)
    bases = in_column.sum(axis=0)
    there = (in_column > 0).astype(np.int64)
    strata_of_two = there.sum(axis=0)[:, None] + there.sum(axis=0) - there.T @ there
    both = bases[:, None] + bases
    both[np.diag_indices_from(both)] = bases
    return CellSums(
        respondents,
        respondents,
        s.sum(axis=0),
        s2.sum(axis=0),
        together.reshape(columns, kept, columns, kept),
        both.astype(np.int64) - strata_of_two,
        int(bases.sum()) - int((there.sum(axis=1) > 0).sum()),
    )


def _clustered(design: Columns, sums: Numbers, home: Codes) -> Numbers:
    """From clusters × columns × answers."""
    flat = sums.reshape(len(home), -1)
    means = (
        np.stack([summed(home, part, len(design.drawn)) for part in flat.T], axis=1) / design.drawn[:, None]
    )
    around = flat - means[home]
    together: Numbers = (around.T * design.factor[home]) @ around
    return together


def _drawn(design: Columns) -> tuple[Codes, Codes]:
    """What was drawn, as each respondent's number and as the stratum of each; respondents themselves where there are no
    clusters. Numbers of nobody are left out.
    """
    if design.clusters is None or design.home is None:
        return np.arange(len(design.strata)), design.strata
    known = design.home >= 0
    return (np.cumsum(known) - 1)[design.clusters], design.home[known]


def _freedom(present: Flags, home: Codes, strata: int) -> Codes:
    """Clusters less strata of each two columns, from which clusters have somebody in which column."""
    ours = present.astype(np.int64)
    clusters = ours.sum(axis=0)[:, None] + ours.sum(axis=0) - ours.T @ ours
    there = np.zeros((strata, present.shape[1]), dtype=np.int64)
    np.maximum.at(there, home, ours)
    found: Codes = clusters - (there.sum(axis=0)[:, None] + there.sum(axis=0) - there.T @ there)
    return found
