"""The 2014 set of figures that comes with Fourfold, and the synthetic respondents who reproduce it."""

from __future__ import annotations

import csv
import io
from importlib.resources import files
from typing import TYPE_CHECKING

from fourfold.tracker.exchange.figure_file import read_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fourfold.tracker.rules.figures.published import FigureSet

FIGURES = "communities_count_2014/figures.yaml"
# Rows are synthetic in the file's name, in the heading and in every row.
ROWS = "communities_count_2014/synthetic_rows.csv"
CODEBOOK = "communities_count_2014/synthetic_codebook.csv"
LABEL = "synthetic"


def figures_of_2014() -> FigureSet:
    return read_figures(_content(FIGURES), place=FIGURES)


def synthetic_rows() -> list[dict[str, str]]:
    """200 made-up respondents. Never for tests of difference, for subgroups that are not printed, or for change."""
    rows = csv.DictReader(io.StringIO(_content(ROWS).decode()))
    return [{name: code for name, code in row.items() if name != LABEL} for row in rows]


def kept_codebook() -> str:
    return _content(CODEBOOK).decode()


def as_csv(rows: Iterable[Mapping[str, str]]) -> str:
    out = io.StringIO(newline="")
    everyone = list(rows)
    names = sorted({name for row in everyone for name in row})
    writer = csv.DictWriter(out, [LABEL, *names], lineterminator="\n")
    writer.writeheader()
    writer.writerows({LABEL: LABEL, **row} for row in everyone)
    return out.getvalue()


def codebook(of: FigureSet) -> str:
    """Question, what it asks and its codes, as CSV beside the synthetic rows."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["column", "asks", "codes"])
    writer.writerow(
        [LABEL, "Every row is made up from published figures; none is the answer of an organisation", LABEL]
    )
    writer.writerows([name, each.words, " ".join(each.codes)] for name, each in sorted(of.questions.items()))
    return out.getvalue()


def _content(name: str) -> bytes:
    return files("fourfold.tracker.exchange").joinpath(*name.split("/")).read_bytes()
