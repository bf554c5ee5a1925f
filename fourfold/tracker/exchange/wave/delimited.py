"""A wave as CSV, with a codebook beside it; and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.wave.cells import Value, as_it_was, as_text, shown
from fourfold.tracker.rules.faults import refuse
from fourfold.tracker.rules.instrument.questionnaire import Meaning
from fourfold.tracker.rules.wave.reading import ReadTable
from fourfold.tracker.rules.wave.table import Gap, Holds, Table

_BOM: Final = "\ufeff"
CODEBOOK_HEADINGS: Final = (
    "variable",
    "question",
    "holds",
    "label",
    "asked_only_if",
    "code",
    "number",
    "means",
    "code_label",
)
WHY: Final = {
    Gap.NOT_ASKED: say("An empty cell: not asked."),
    Gap.NO_ANSWER: say("-2: asked, and no answer given."),
    Gap.WITHHELD: say("-3: withheld, so that no organisation can be told."),
}


def data_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads it right; codes as words."""
    rows = [shown(row, table.columns) for row in table.rows]
    return _csv([[column.name for column in table.columns], *rows])


def codebook_csv(table: Table) -> bytes:
    return _csv([list(CODEBOOK_HEADINGS), *codebook_rows(table)])


def codebook_rows(table: Table) -> Iterator[list[str]]:
    """A row for each variable that has no codes, and for each code of one that has."""
    for column in table.columns:
        start = [column.name, column.question, str(column.holds), column.label, column.asked]
        if column.holds is Holds.FLAG:
            for number, says in ((1, say("chosen")), (0, say("not chosen"))):
                yield [*start, column.code, str(number), str(column.meaning), says]
        elif column.holds is Holds.CODE:
            for choice in column.choices:
                says = choice.says.get(table.language, choice.code)
                yield [*start, choice.code, str(choice.number), str(choice.meaning), says]
        else:
            yield [*start, "", "", str(Meaning.ANSWER), ""]


def notes(table: Table) -> list[str]:
    """What to know before reading the table: its notice, and what stands where there is no answer."""
    gaps = [WHY[gap] for gap in Gap if gap in table.gaps]
    return [each for each in (table.title, table.notice, *gaps) if each]


def about(table: Table) -> bytes:
    return "".join(f"{line}\r\n" for line in notes(table)).encode()


def read_csv(content: bytes) -> ReadTable:
    """Raises BadSurvey."""
    try:
        text = content.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError:
        raise refuse(say("the file is not UTF-8: is it a CSV?")) from None
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise refuse(say("this is not a CSV that can be read: {what}", what=str(error))) from None
    if not lines or "\x00" in text:
        raise refuse(say("the file is empty, or is no CSV"))
    headings, *rows = lines
    for number, row in enumerate(rows, start=1):
        if len(row) != len(headings):
            what = say("{found} cells, and there are {count} columns", found=len(row), count=len(headings))
            raise refuse(what, row=number, column=headings[min(len(row), len(headings)) - 1])
    cells = tuple(tuple(as_it_was(cell) for cell in row) for row in rows)
    return ReadTable(tuple(headings), cells, numbered=False)


def _csv(rows: Iterable[Sequence[Value]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([as_text(cell) for cell in row] for row in rows)
    return (_BOM + out.getvalue()).encode()
