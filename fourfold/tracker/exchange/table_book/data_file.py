"""The answers of a survey from a CSV file, one respondent a row, as the specification reads them. Faults name row and column."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from fourfold.ground.kernel.said import say, say_joined
from fourfold.tracker.rules.estimation.design import design, weight_faults
from fourfold.tracker.rules.faults import BadSurvey, Fault
from fourfold.tracker.rules.tables.answers import Answers, Survey
from fourfold.tracker.rules.vector.columns import columns_of
from fourfold.tracker.rules.weighting.raking import rake
from fourfold.tracker.rules.weighting.targets import Margin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fourfold.tracker.exchange.table_book.form import DesignPart, QuestionPart
    from fourfold.tracker.exchange.table_book.specification import ReadSpecification
    from fourfold.tracker.rules.estimation.design import Calibration, Design
    from fourfold.tracker.rules.population import Population
    from fourfold.tracker.rules.vector.cells import Small
    from fourfold.tracker.rules.vector.columns import Flags

# Row 1 is the heading.
FIRST_ROW: Final = 2
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class ReadSurvey:
    """The survey by column for tables, and its design by respondent for the report; `before` are weights before raking."""

    survey: Survey
    design: Design
    before: tuple[float, ...]
    strata: tuple[str, ...]


def read_survey(content: bytes, specification: ReadSpecification) -> ReadSurvey:
    """Raises BadSurvey with every fault that can be found at once."""
    data = _columns(content)
    written = specification.written
    faults: list[Fault] = [
        Fault(say("the data has no such column"), column)
        for column in dict.fromkeys(_wanted(specification))
        if column not in data
    ]
    if faults:
        raise BadSurvey(faults)
    answers: dict[str, Answers] = {}
    waiting = dict(written.questions)
    while waiting:
        ready = [key for key, part in waiting.items() if not part.asked_when.keys() & waiting.keys()]
        if not ready:
            raise BadSurvey([Fault(say("questions ask for each other in asked_when"), min(waiting))])
        for key in ready:
            answers[key] = _answers(key, waiting.pop(key), data, answers, specification, faults)
    if faults:
        raise BadSurvey(faults)
    made, before = _design(written.design, data, specification.plan.population)
    return ReadSurvey(Survey(columns_of(made), answers), made, before, made.strata)


def _columns(content: bytes) -> dict[str, list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadSurvey([Fault(say("line {line} is not UTF-8", line=line))]) from None
    rows = list(csv.reader(io.StringIO(text, newline="")))
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) < FIRST_ROW:
        raise BadSurvey([Fault(say("the data has no respondents"))])
    heading = [name.strip() for name in rows[0]]
    faults = [
        Fault(say("the column is there twice"), name) for name in set(heading) if heading.count(name) > 1
    ]
    for number, row in enumerate(rows[1:], FIRST_ROW):
        if len(row) != len(heading):
            what = say("{found} values for {count} columns", found=len(row), count=len(heading))
            faults.append(Fault(what, heading[min(len(row), len(heading) - 1)], number))
    if faults:
        raise BadSurvey(faults)
    columns = zip(*rows[1:], strict=True)
    return {name: [value.strip() for value in column] for name, column in zip(heading, columns, strict=True)}


def _wanted(specification: ReadSpecification) -> Iterator[str]:
    design = specification.written.design
    yield from (column for column in (design.weight, design.stratum, design.cluster) if column)
    yield from (margin.column for margin in design.rake)
    for key, part in specification.written.questions.items():
        if part.columns:
            yield from part.columns
        else:
            yield part.column or key


def _answers(
    key: str,
    part: QuestionPart,
    data: Mapping[str, Sequence[str]],
    known: Mapping[str, Answers],
    specification: ReadSpecification,
    faults: list[Fault],
) -> Answers:
    asked = np.ones(len(next(iter(data.values()))), dtype=bool)
    for name, codes in part.asked_when.items():
        asked &= known[name].among(specification.plan.questions[name], frozenset(codes))
    if part.columns:
        return _several(part, data, asked, faults)
    column, count = part.column or key, len(part.codes)
    meaning = {code: at for at, code in enumerate(part.codes)}
    meaning |= {"": count} | dict.fromkeys(part.no_answer, count) | dict.fromkeys(part.not_asked, count + 1)
    given = _meant(data[column], meaning, column, list(part.codes), faults)
    faults += _at(~asked & (given < count), column, say("answered, and was not to be asked"))
    return Answers(np.where(asked, given, np.uint8(count + 1)))


def _several(
    part: QuestionPart,
    data: Mapping[str, Sequence[str]],
    asked: Flags,
    faults: list[Fault],
) -> Answers:
    unticked, ticked, empty, no_answer, not_asked = range(5)
    meaning = dict.fromkeys(part.unticked, unticked) | dict.fromkeys(part.ticked, ticked) | {"": empty}
    meaning |= dict.fromkeys(part.no_answer, no_answer) | dict.fromkeys(part.not_asked, not_asked)
    found = [
        _meant(data[column], meaning, column, [*part.ticked, *part.unticked], faults)
        for column in part.columns
    ]
    every = np.stack(found)
    given = np.where((every == not_asked).any(axis=0), 2, 0)
    given = np.where(
        (given == 0) & ((every == no_answer).any(axis=0) | (every == empty).all(axis=0)), 1, given
    )
    said = (every == ticked).any(axis=0)
    first = next(iter(part.columns))
    what = say("an answer is ticked, and the question was not asked or not answered")
    faults += _at(said & ((given != 0) | ~asked), first, what)
    given = np.where(asked, given, 2).astype(np.uint8)
    return Answers(given, tuple((one == ticked).astype(np.uint8) for one in found))


def _at(rows: Flags, column: str, what: str) -> list[Fault]:
    return [Fault(what, column, int(row) + FIRST_ROW) for row in np.flatnonzero(rows)]


def _meant(
    values: Sequence[str], meaning: Mapping[str, int], column: str, codes: Sequence[str], faults: list[Fault]
) -> Small:
    found = np.zeros(len(values), dtype=np.uint8)
    for row, value in enumerate(values):
        number = meaning.get(value)
        if number is None:
            listed = say_joined([*codes[:_SHOWN], *(["…"] if len(codes) > _SHOWN else [])], last="or")
            faults.append(
                Fault(
                    say("the code {code} is not known: it is {codes}", code=value, codes=listed),
                    column,
                    row + FIRST_ROW,
                )
            )
        else:
            found[row] = number
    return found


def _design(
    part: DesignPart, data: Mapping[str, Sequence[str]], population: Population
) -> tuple[Design, tuple[float, ...]]:
    count = len(next(iter(data.values())))
    weights: list[float | None] = [1.0] * count
    if part.weight:
        weights = _weights(data[part.weight], part.weight)
    before = tuple(weight for weight in weights if weight is not None)
    calibration: Calibration | None = None
    if part.rake:
        margins = [Margin(each.column, tuple(data[each.column]), each.totals) for each in part.rake]
        raked = rake(before, margins, first_row=FIRST_ROW)
        weights, calibration = list(raked.weights), raked.calibration
    sizes: Mapping[str, int] | None = part.sizes or None
    if sizes and not part.stratum:
        sizes = {"all": next(iter(sizes.values()))}
    try:
        made = design(
            population=population,
            weights=weights,
            strata=data[part.stratum] if part.stratum else None,
            clusters=data[part.cluster] if part.cluster else None,
            sizes=sizes,
            calibration=calibration,
            first_row=FIRST_ROW,
        )
    except BadSurvey as bad:
        # The rules know strata and clusters; whoever mends the data knows its columns.
        names = {"stratum": part.stratum, "cluster": part.cluster, "weight": part.weight}
        raise BadSurvey(
            [replace(fault, column=names.get(fault.column) or fault.column) for fault in bad.faults]
        ) from None
    return made, before


def _weights(values: Sequence[str], column: str) -> list[float | None]:
    faults = []
    found: list[float | None] = []
    for row, value in enumerate(values, FIRST_ROW):
        try:
            found.append(float(value) if value else None)
        except ValueError:
            faults.append(Fault(say("{value} is not a number to weight by", value=value), column, row))
            found.append(1.0)
    faults += weight_faults(found, first_row=FIRST_ROW, column=column)
    if faults:
        raise BadSurvey(sorted(faults, key=lambda fault: fault.row or 0))
    return found
