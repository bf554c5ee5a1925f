"""A wave as SAV, SPSS's format, with labels and missing codes; and back."""

from __future__ import annotations

import io
import tempfile
import textwrap
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.faults import refuse
from fourfold.tracker.rules.instrument.questionnaire import Meaning
from fourfold.tracker.rules.wave.reading import Read, ReadTable
from fourfold.tracker.rules.wave.table import Cell, Column, Gap, Holds, numbers

if TYPE_CHECKING:
    from fourfold.tracker.rules.wave.table import Table

MAGIC: Final = (b"$FL2", b"$FL3")
MOST_NOTE: Final = 80
MOST_LABEL: Final = 255
MOST_VALUE_LABEL: Final = 120
MOST_BYTES_OF_WORDS: Final = 32_767
_GAPS: Final = {Gap.NO_ANSWER: say("No answer"), Gap.WITHHELD: say("Withheld")}
# Other programs' files, by how they begin, so that a wrong ending is told from a broken file.
_OTHERS: Final = {
    b"PK\x03\x04": say("a workbook or another archive"),
    b"\xd0\xcf\x11\xe0": say("an old workbook"),
    b"<?xml": say("XML: perhaps Triple-S"),
    b"%PDF": say("a PDF"),
    b"<stata_dta>": say("a file of Stata"),
    b"HEADER RECORD": say("a transport file of SAS"),
}


class SavMissing(Exception):
    """The library for SAV is not installed."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "SAV needs pyreadstat and polars, which are not installed. Install them with: pip install 'fourfold[sav]'"
            )
        )


def data_sav(table: Table) -> bytes:
    """Raises BadSurvey where SAV cannot hold it, and SavMissing."""
    try:
        import polars as pl  # noqa: PLC0415  (an extra)
        import pyreadstat  # noqa: PLC0415  (an extra)
    except ImportError as absent:
        raise SavMissing from absent
    series, labels, missing = {}, {}, {}
    for place, column in enumerate(table.columns):
        cells = [_cell(column, row[place], number) for number, row in enumerate(table.rows, start=1)]
        kinds = {Holds.WORDS: pl.String, Holds.SERIAL: pl.String, Holds.DAY: pl.Date}
        series[column.name] = pl.Series(column.name, cells, dtype=kinds.get(column.holds, pl.Float64))
        gaps = sorted({row[place].value for row in table.rows if row[place] in _GAPS})  # type: ignore[union-attr]
        if column.holds in {Holds.CODE, Holds.FLAG}:
            labels[column.name] = _labels(column, gaps, table.language)
            missing[column.name] = missing_ranges(column, gaps)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wave.sav"
        try:
            pyreadstat.write_sav(
                pl.DataFrame(series),
                path,
                file_label=_cut(table.title, 64),
                column_labels={column.name: _cut(column.label, MOST_LABEL) for column in table.columns},
                # Letters beyond ASCII are several bytes, and a line of notes holds so many bytes.
                note=textwrap.wrap(table.notice.encode("ascii", "replace").decode(), MOST_NOTE) or None,
                variable_value_labels=labels,
                missing_ranges={name: ranges for name, ranges in missing.items() if ranges},
                variable_measure={column.name: _measure(column) for column in table.columns},
            )
        except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
            raise refuse(say("SAV cannot hold this wave: {what}", what=str(error))) from error
        return path.read_bytes()


def _cell(column: Column, cell: Cell, row: int) -> str | float | date | None:
    if isinstance(cell, Gap):
        has_codes = column.holds in {Holds.CODE, Holds.FLAG}
        return float(cell.value) if has_codes and cell in _GAPS else None
    if column.holds is Holds.CODE:
        return float(numbers(column)[str(cell)])
    if isinstance(cell, str):
        if len(cell.encode()) > MOST_BYTES_OF_WORDS:
            what = say(
                "an answer of more than {most} letters does not fit into a SAV",
                most=f"{MOST_BYTES_OF_WORDS:,}",
            )
            raise refuse(what, row=row, column=column.name)
        return cell
    return cell if isinstance(cell, date) else float(cell)


def _labels(column: Column, gaps: Sequence[int], language: str) -> dict[int | float, str]:
    if column.holds is Holds.FLAG:
        told: dict[int | float, str] = {1: say("Chosen"), 0: say("Not chosen")}
    else:
        told = {each.number: each.says.get(language, each.code) for each in column.choices}
    told.update({gap.value: words for gap, words in _GAPS.items() if gap.value in gaps})
    return {float(number): _cut(words, MOST_VALUE_LABEL) for number, words in told.items()}


def missing_ranges(column: Column, gaps: Sequence[int]) -> list[Any]:
    """SAV marks three codes as missing, or a range and one more. Raises BadSurvey where that is too little."""
    meant = [each.number for each in column.choices if each.meaning is not Meaning.ANSWER]
    if column.holds is Holds.FLAG:
        meant = []
    codes = sorted({*gaps, *meant})
    if len(codes) <= 3:  # noqa: PLR2004
        return list(codes)
    answers = [each.number for each in column.choices if each.number not in codes]
    for held, alone in ((codes[1:], codes[:1]), (codes[:-1], codes[-1:])):
        if not any(held[0] <= number <= held[-1] for number in answers):
            return [{"lo": held[0], "hi": held[-1]}, *alone]
    what = say(
        "SAV cannot mark {count} codes as missing: give those that mean no answer numbers side by side",
        count=len(codes),
    )
    raise refuse(what, column=column.name)


def _measure(column: Column) -> str:
    if column.holds in {Holds.NUMBER, Holds.WEIGHT, Holds.DAY}:
        return "scale"
    return "ordinal" if column.ordered else "nominal"


def _cut(words: str, most: int) -> str:
    """As many whole letters as fit into so many bytes."""
    return words.encode()[:most].decode(errors="ignore")


def read_sav(content: bytes, *, name: str) -> ReadTable:
    """Raises BadSurvey where the file is another kind of file under the name of a SAV, and SavMissing."""
    if not content.startswith(MAGIC):
        other = next((words for begins, words in _OTHERS.items() if content.lstrip().startswith(begins)), "")
        if other:
            raise refuse(
                say("{name} is no SAV: it is {other}. Give it its own ending", name=name, other=other)
            )
        raise refuse(say("{name} is no SAV, whatever its ending says: it does not begin as one", name=name))
    try:
        import pyreadstat  # noqa: PLC0415  (an extra)
    except ImportError as missing:
        raise SavMissing from missing
    try:
        found, meta = pyreadstat.read_sav(io.BytesIO(content), user_missing=True, output_format="dict")
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, UnicodeDecodeError) as error:
        raise refuse(say("{name} is broken: {what}", name=name, what=str(error))) from error
    columns = tuple(meta.column_names)
    rows = tuple(
        tuple(_read(found[column][row]) for column in columns) for row in range(meta.number_rows or 0)
    )
    return ReadTable(columns, rows, numbered=True)


def _read(cell: Any) -> Read:
    if cell is None or cell != cell:  # noqa: PLR0124  (a missing number is not equal to itself)
        return None
    if isinstance(cell, bool | int | float):
        # The shortest number that is this one: what was written as 0.1 comes back as 0.1.
        return Decimal(repr(cell)) if cell != int(cell) else Decimal(int(cell))
    return cell if isinstance(cell, date) else str(cell)
