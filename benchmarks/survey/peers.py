"""The same tables by other programs: sums of cells from each, then percentages, tests and letters by one plain way for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
from scipy import special

from benchmarks.survey.made_up import BANNERS, CODES, COLUMNS, LIKELY, QUESTIONS, SURE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

    from benchmarks.survey.made_up import MadeUp

    Numbers = npt.NDArray[np.float64]

# (question, banner) → codes × columns of: respondents, weights, squared weights.
Sums = dict[tuple[str, str], "Numbers"]
Letters = dict[tuple[str, str], list[list[str]]]


@dataclass(frozen=True, slots=True)
class Peer:
    """`load` makes the program's own form of the data, which is not timed; `run` adds up the cells of all 250 tables."""

    name: str
    load: Callable[[MadeUp], Any]
    run: Callable[[Any], Sums]


def lettered(sums: Sums) -> Letters:
    """Column percentages, pooled t on effective bases, letters of a block from A on."""
    found = {}
    for key, cube in sums.items():
        n, s, s2 = cube
        base = s.sum(axis=0)
        effective = base**2 / s2.sum(axis=0)
        share = s / base
        pooled = (effective * share)[:, :, None] + (effective * share)[:, None, :]
        pooled /= effective[:, None] + effective
        error = np.sqrt(pooled * (1 - pooled) * (1 / effective[:, None] + 1 / effective))
        apart = share[:, :, None] - share[:, None, :]
        with np.errstate(invalid="ignore", divide="ignore"):
            p = 2 * special.stdtr(effective[:, None] + effective - 2, -np.abs(apart) / error)
        rows = []
        for row in range(len(n)):
            cells = []
            for one in range(COLUMNS):
                higher = [other for other in range(COLUMNS) if apart[row, one, other] > 0]
                sure = [(other, p[row, one, other] < SURE) for other in higher if p[row, one, other] < LIKELY]
                cells.append("".join("ABCD"[other] if known else "abcd"[other] for other, known in sure))
            rows.append(cells)
        found[key] = rows
    return found


def _cube(question: str, code: Any, column: Any, values: tuple[Any, Any, Any]) -> Numbers:
    made = np.zeros((3, CODES[QUESTIONS.index(question)], COLUMNS))
    at = (np.asarray(code, dtype=np.int64), np.asarray(column, dtype=np.int64))
    for which, each in enumerate(values):
        made[which][at] = np.asarray(each, dtype=float)
    return made


def _frame(made: MadeUp) -> dict[str, Any]:
    return {**made.answers, "w": made.weights.astype(np.float64)}


def _duckdb_load(made: MadeUp) -> Any:
    connection = duckdb.connect()
    frame = pd.DataFrame(_frame(made))
    connection.register("frame", frame)
    connection.execute("CREATE TABLE answers AS SELECT * FROM frame")
    connection.unregister("frame")
    return connection


def _duckdb_run(connection: Any) -> Sums:
    found: Sums = {}
    banners = ", ".join(BANNERS)
    for question in QUESTIONS:
        sets = ", ".join(f"({question}, {banner})" for banner in BANNERS)
        # Names are our own.
        query = f"SELECT {question}, {banners}, count(*), sum(w), sum(w * w) FROM answers GROUP BY GROUPING SETS ({sets})"  # noqa: S608
        rows = connection.execute(query).fetchall()
        for at, banner in enumerate(BANNERS, 1):
            here = [row for row in rows if row[at] is not None]
            code, column = [row[0] for row in here], [row[at] for row in here]
            values = ([row[-3] for row in here], [row[-2] for row in here], [row[-1] for row in here])
            found[question, banner] = _cube(question, code, column, values)
    return found


def _polars_load(made: MadeUp) -> Any:
    return pl.DataFrame(_frame(made)).with_columns((pl.col("w") ** 2).alias("w2"))


def _polars_run(frame: Any) -> Sums:
    keys = list(_keys())
    lazy = [
        frame.lazy().group_by(question, banner).agg(pl.len().alias("n"), pl.col("w", "w2").sum())
        for question, banner in keys
    ]
    found = {}
    for (question, banner), each in zip(keys, pl.collect_all(lazy), strict=True):
        values = (each["n"].to_numpy(), each["w"].to_numpy(), each["w2"].to_numpy())
        found[question, banner] = _cube(question, each[question].to_numpy(), each[banner].to_numpy(), values)
    return found


def _pandas_load(made: MadeUp) -> Any:
    frame = pd.DataFrame(_frame(made))
    frame["w2"] = frame["w"] ** 2
    frame["n"] = 1
    return frame


def _pandas_run(frame: Any) -> Sums:
    found = {}
    for question, banner in _keys():
        each = frame.groupby([question, banner], sort=False)[["n", "w", "w2"]].sum()
        code, column = each.index.get_level_values(0), each.index.get_level_values(1)
        found[question, banner] = _cube(question, code, column, (each["n"], each["w"], each["w2"]))
    return found


def _keys() -> Iterator[tuple[str, str]]:
    return ((question, banner) for question in QUESTIONS for banner in BANNERS)


PEERS = (
    Peer(f"DuckDB {duckdb.__version__}", _duckdb_load, _duckdb_run),
    Peer(f"Polars {pl.__version__}", _polars_load, _polars_run),
    Peer(f"pandas {pd.__version__}", _pandas_load, _pandas_run),
)
