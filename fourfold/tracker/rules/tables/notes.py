"""What every table says of itself: whom it is about, what its percentages are of, how it was tested, what its marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.column_tests import Comparison
from fourfold.tracker.rules.figures.rounding import Rounding
from fourfold.tracker.rules.tables.measured import base_text
from fourfold.tracker.rules.tables.plan import Percent
from fourfold.tracker.rules.tables.table import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.tables.plan import BookPlan, Question, Rules, TablePlan
    from fourfold.tracker.rules.tables.table import Column, Row, Table


def about_book(plan: BookPlan, tables: Sequence[Table]) -> tuple[str, ...]:
    lines = [plan.population.text, plan.design_text, rounding_text(plan.rules), plan.notice]
    if plan.rules.fewest > 1:
        lines.append(
            say(
                "Withheld are figures of at least one and fewer than {fewest} organisations, and what would give them away",
                fewest=plan.rules.fewest,
            )
        )
    elif plan.rules.fewest_because:
        lines.append(say("Nothing is withheld: {why}", why=plan.rules.fewest_because))
    lines.append(say("Tables: {count}", count=len(tables)))
    return tuple(line for line in lines if line)


def rounding_text(rules: Rules) -> str:
    how = {
        Rounding.HALF_UP: say("a half goes up, away from nought"),
        Rounding.HALF_EVEN: say("a half goes to the even number"),
        Rounding.TRUNCATED: say("cut off"),
    }[rules.rounding]
    return say(
        "Figures are rounded once, from 12 significant digits; {how}. So rows may not add up to what is printed as their sum",
        how=how,
    )


def about_table(plan: TablePlan, question: Question, book: BookPlan) -> tuple[str, ...]:
    rules = book.rules
    base = base_text(question, plan.where_text)
    several = (
        say("Several answers were possible: percentages may add up to more than 100")
        if question.several
        else ""
    )
    weight = say("Weighted by {weight}", weight=book.weighted_by) if book.weighted_by else say("Not weighted")
    intervals = say(
        "Intervals of {confidence}%: {method}; means ± t",
        confidence=f"{100 * rules.confidence:g}",
        method=rules.interval.text,
    )
    lines = (
        say("Population: {text}", text=book.population.text),
        say("Base: {text}", text=base),
        say("Figures: {text}", text=plan.percent.text),
        several,
        weight,
        tested(plan, rules),
        intervals,
    )
    return tuple(line for line in lines if line)


def tested(plan: TablePlan, rules: Rules) -> str:
    if not plan.banner:
        return ""
    if plan.percent is not Percent.COLUMN:
        return say("Shares are not tested: columns are compared where percentages are of columns")
    return say(
        "Columns of a block are compared: {by}, {family}; a capital letter: p below {sure}, a small one: below {likely}",
        by=rules.comparison.text,
        family=rules.multiplicity.text,
        sure=f"{rules.sure:g}",
        likely=f"{rules.likely:g}",
    )


def notes(rows: Sequence[Row], columns: Sequence[Column], rules: Rules) -> tuple[str, ...]:
    """Only of marks that are in the table."""
    there = {cell.status for row in rows for cell in row.cells}
    marks = {column.mark for column in columns}
    lines = []
    if "*" in marks:
        lines.append(say("* effective base below {small}: read with care", small=f"{rules.small:g}"))
    if "**" in marks or Status.TOO_SMALL in there:
        lines.append(
            say("** effective base below {small}: no figures, not tested", small=f"{rules.too_small:g}")
        )
    if Status.WITHHELD in there or any(column.respondents is None for column in columns):
        lines.append(
            say(
                "c withheld: fewer than {fewest} organisations, or what would give them away",
                fewest=rules.fewest,
            )
        )
    if Status.NOBODY in there:
        lines.append(say("– nobody is asked about"))
    if Status.NEARLY_NOTHING in there:
        lines.append(say("< more than nought, and rounded to nought"))
    if rules.comparison is Comparison.POOLED and any(cell.letters for row in rows for cell in row.cells):
        lines.append(say("Columns with 0% or 100% are not tested"))
    return tuple(lines)
