"""A table of answers as a wave: unknown columns and codes are named with their row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.faults import BadSurvey, Fault, refuse
from fourfold.tracker.rules.instrument.answers import what_is_wrong
from fourfold.tracker.rules.instrument.conditions import Answer
from fourfold.tracker.rules.instrument.questionnaire import Instrument, Question, questions
from fourfold.tracker.rules.wave.table import Column, Gap, Holds, Respondent, Wave, columns_of

# How a cell of a table came in: None where there was nothing.
Read = str | Decimal | date | None
_GAPS: Final = frozenset(str(gap.value) for gap in Gap)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """`numbered` where codes are given by their numbers, as in SAV and Triple-S."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Read, ...], ...]
    numbered: bool


def wave_of(instrument: Instrument, table: ReadTable, *, notice: str = "") -> Wave:
    """Raises BadSurvey. A column that is missing is a question without answers; one that is unknown is refused."""
    known = {column.name.lower(): column for column in columns_of(instrument, weighted=True)}
    columns = [known.get(name.lower()) for name in table.columns]
    strange = [name for name, column in zip(table.columns, columns, strict=True) if column is None]
    twice = sorted(
        {name for name in table.columns if [each.lower() for each in table.columns].count(name.lower()) > 1}
    )
    faults = [Fault(say("the instrument has no such variable"), name) for name in strange]
    faults += [Fault(say("the column is there twice"), name) for name in twice]
    if faults:
        raise BadSurvey(faults)
    by_id = {each.id: each.question for each in questions(instrument)}
    found = [column for column in columns if column is not None]
    respondents: list[Respondent] = []
    serials: dict[str, int] = {}
    for number, cells in enumerate(table.rows, start=1):
        reader = _Row(number, by_id, faults, numbered=table.numbered)
        each = reader.respondent(dict(zip((column.name for column in found), cells, strict=True)), found)
        if each.serial in serials:
            what = say("row {row} has the same number of the case", row=serials[each.serial])
            faults.append(Fault(what, "case", number))
        serials.setdefault(each.serial, number)
        respondents.append(each)
    if faults:
        raise BadSurvey(faults)
    if not respondents:
        raise refuse(say("there is no respondent"))
    return Wave(instrument, tuple(respondents), notice)


class _Row:
    def __init__(
        self, number: int, by_id: Mapping[str, Question], faults: list[Fault], *, numbered: bool
    ) -> None:
        self.number, self.by_id, self.faults, self.numbered = number, by_id, faults, numbered

    def respondent(self, cells: Mapping[str, Read], columns: Sequence[Column]) -> Respondent:
        answers: dict[str, Answer] = {}
        ticked: dict[str, list[str]] = {}
        serial, weight = str(self.number), None
        for column in columns:
            cell = cells[column.name]
            if cell is None or (isinstance(cell, str) and not cell):
                continue
            try:
                if column.holds is Holds.SERIAL:
                    serial = f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
                elif column.holds is Holds.WEIGHT:
                    weight = self.weight(cell)
                else:
                    self.given(column, cell, answers, ticked)
            except ValueError as wrong:
                self.fault(str(wrong), column.name)
        answers.update({name: tuple(codes) for name, codes in ticked.items()})
        for name, answer in answers.items():
            if what := what_is_wrong(self.by_id[name], answer):
                self.fault(what, name)
        return Respondent(serial, answers, weight=weight)

    def given(
        self, column: Column, cell: Read, answers: dict[str, Answer], ticked: dict[str, list[str]]
    ) -> None:
        if column.holds is Holds.FLAG:
            if self.flag(cell):
                ticked.setdefault(column.question, []).append(column.code)
        elif not self.is_gap(column, cell):
            answers[column.question] = self.answer(column, cell)

    def fault(self, what: str, column: str) -> None:
        if not any(each.row == self.number and each.column == column for each in self.faults):
            self.faults.append(Fault(what, column, self.number))

    def is_gap(self, column: Column, cell: Read) -> bool:
        return column.holds is Holds.CODE and str(cell) in _GAPS and str(cell) not in self._codes(column)

    def _codes(self, column: Column) -> Iterator[str]:
        return (str(each.number) if self.numbered else each.code for each in column.choices)

    def flag(self, cell: Read) -> bool:
        if str(cell) in _GAPS:
            return False
        if str(cell) in {"0", "1"}:
            return str(cell) == "1"
        raise ValueError(say("{cell} is neither 1 nor 0", cell=str(cell)))

    def weight(self, cell: Read) -> Decimal | None:
        if str(cell) in _GAPS:
            return None
        number = _number(cell)
        if number <= 0:
            raise ValueError(say("a weight must be above nought, and this is {number}", number=f"{number:f}"))
        return number

    def answer(self, column: Column, cell: Read) -> Answer:
        match column.holds:
            case Holds.NUMBER:
                return _number(cell)
            case Holds.DAY:
                return _day(cell)
            case Holds.CODE if self.numbered:
                return self._code_of(column, _number(cell))
            case _:
                return str(cell)

    def _code_of(self, column: Column, number: Decimal) -> str:
        found = next((each.code for each in column.choices if each.number == number), None)
        if found is None:
            raise ValueError(say("{number} is the number of no code", number=f"{number:f}"))
        return found


def _day(cell: Read) -> date:
    try:
        return cell if isinstance(cell, date) else date.fromisoformat(str(cell))
    except ValueError:
        message = say("{cell} is not a day such as 2026-11-23", cell=str(cell))
        raise ValueError(message) from None


def _number(cell: Read) -> Decimal:
    try:
        number = Decimal(str(cell))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(say("{cell} is not a number", cell=str(cell)))
    return number
