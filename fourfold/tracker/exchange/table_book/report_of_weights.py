"""What the technical report says of weights: how they spread, which totals they meet, what the design costs each figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.table_book.as_markdown import safe, table_of
from fourfold.tracker.rules.estimation.effective_base import design_base
from fourfold.tracker.rules.tables.printing import as_printed, text_of
from fourfold.tracker.rules.tables.table import Status
from fourfold.tracker.rules.weighting.diagnostics import diagnostics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.tracker.exchange.table_book.data_file import ReadSurvey
    from fourfold.tracker.exchange.table_book.specification import ReadSpecification
    from fourfold.tracker.rules.tables.plan import Rules
    from fourfold.tracker.rules.tables.table import Book, Table


def weights(read: ReadSpecification, survey: ReadSurvey) -> Iterator[str]:
    yield from heading_of(say("Weights"))
    yield (
        say("Weighted by {weight}", weight=safe(read.plan.weighted_by))
        if read.plan.weighted_by
        else say("Not weighted: each respondent stands for one")
    )
    design = survey.design
    columns = {say("Weights used"): diagnostics(design.weights)}
    if design.calibration is not None:
        columns = {say("Before raking"): diagnostics(survey.before)} | columns
    shown = {
        say("Respondents"): "respondents",
        say("Sum"): "total",
        say("Least"): "least",
        say("Greatest"): "most",
        say("Greatest over least"): "spread",
        say("Effective base (Kish)"): "effective",
        say("Design effect of weighting (Kish)"): "design_effect",
        say("Efficiency"): "efficiency",
    }
    rounding = read.plan.rules.rounding
    yield ""
    yield from table_of(
        ("", *columns),
        [
            (
                name,
                *(text_of(as_printed(float(getattr(each, field)), rounding, 2)) for each in columns.values()),
            )
            for name, field in shown.items()
        ],
    )
    for margin, groups in zip(
        read.written.design.rake, design.calibration.margins if design.calibration else (), strict=False
    ):
        sums: dict[str, float] = dict.fromkeys(margin.totals, 0.0)
        for group, weight in zip(groups, design.weights, strict=True):
            sums[group] += weight
        yield ""
        yield from table_of(
            (margin.column, say("Known total"), say("Sum of weights")),
            [
                (
                    group,
                    text_of(as_printed(total, rounding, 2)),
                    text_of(as_printed(sums[group], rounding, 2)),
                )
                for group, total in margin.totals.items()
            ],
        )


def effects(made: Book, rules: Rules) -> Iterator[str]:
    yield from heading_of(say("Design effects"))
    yield say(
        "Variance by the design over that of a simple random sample of as many respondents; of each table's total"
    )
    yield ""
    rows = [row for table in made.tables for row in _effects_of(table, rules)]
    heading = (say("Figure"), say("%"), say("Standard error"), say("Respondents"), say("Design effect"))
    yield from table_of(heading, rows)


def _effects_of(table: Table, rules: Rules) -> Iterator[tuple[str, ...]]:
    base = table.columns[0].respondents
    for row in table.rows:
        cell = row.cells[0]
        if cell.status is not Status.SHOWN or not row.kind.is_share or not cell.error or cell.exact is None:
            continue
        simple = design_base(cell.exact / 100, (cell.error / 100) ** 2)
        if base is None or not simple:
            continue
        yield (
            f"{table.key}: {row.text}",
            cell.text,
            text_of(as_printed(cell.error, rules.rounding, rules.places + 1)),
            counted(base),
            text_of(as_printed(base / simple, rules.rounding, 2)),
        )


def heading_of(text: str) -> list[str]:
    return ["", f"## {text}", ""]


def counted(number: int | None) -> str:
    return "" if number is None else f"{number:,}"
