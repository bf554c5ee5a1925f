"""The 2014 set of figures that comes with Fourfold, and the synthetic respondents who reproduce it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass as checked

from fourfold.ground.parameters.strict_yaml import read_yaml
from fourfold.tracker.exchange.figure_file import parse_file, read_figures
from fourfold.tracker.rules.figures.side_by_side import Beside, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fourfold.tracker.exchange.figure_file import FigureFile
    from fourfold.tracker.rules.figures.published import FigureSet

FIGURES = "communities_count_2014/figures.yaml"
# Rows are synthetic in the file's name, in the heading and in every row.
ROWS = "communities_count_2014/synthetic_rows.csv"
CODEBOOK = "communities_count_2014/synthetic_codebook.csv"
LABEL = "synthetic"
# What `fourfold tracker audit-figures --conflicts --json` answers, kept because it takes longer than a page may.
AUDIT = "communities_count_2014/audit.json"
CHARTS = "communities_count_2014/charts.yaml"


@dataclass(frozen=True, slots=True)
class KeptAudit:
    """Ids of the statements that cannot hold with the rest, and conflicts that prove it."""

    given_up: tuple[str, ...]
    conflicts: tuple[tuple[str, ...], ...]


@checked(frozen=True, slots=True)
class ChartBar:
    """A bar of a figure: the statements, by id, whose printed numbers it adds up."""

    label: str
    of: tuple[str, ...]


@checked(frozen=True, slots=True)
class Chart:
    """A figure of the report."""

    figure: str
    title: str
    bars: tuple[ChartBar, ...]
    note: str = ""


def figures_of_2014() -> FigureSet:
    return read_figures(_content(FIGURES), place=FIGURES)


def file_of_2014() -> FigureFile:
    """The same as it is written, with its source and with what no respondent can confirm."""
    return parse_file(_content(FIGURES), place=FIGURES)


def audit_of_2014() -> KeptAudit:
    kept = json.loads(_content(AUDIT))
    return KeptAudit(tuple(kept["given_up"]), tuple(tuple(each) for each in kept["conflicts"]))


@cache
def beside_of_2014() -> tuple[Beside, ...]:
    """Each printed statement beside what the synthetic respondents give."""
    return side_by_side(figures_of_2014(), synthetic_rows(), audit_of_2014().conflicts)


@cache
def charts_of_2014() -> tuple[Chart, ...]:
    return TypeAdapter(tuple[Chart, ...]).validate_python(read_yaml(_content(CHARTS).decode()).tree)


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
