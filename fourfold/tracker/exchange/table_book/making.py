"""A book from its two files, and its writing in each format."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.table_book.as_csv import cells_csv, codebook_csv
from fourfold.tracker.exchange.table_book.as_json import as_json
from fourfold.tracker.exchange.table_book.as_markdown import as_markdown
from fourfold.tracker.exchange.table_book.data_file import read_survey
from fourfold.tracker.exchange.table_book.specification import read_specification
from fourfold.tracker.exchange.table_book.technical_report import technical_report
from fourfold.tracker.exchange.verbal_claims import verbal_claims
from fourfold.tracker.rules.tables.findings import finding
from fourfold.tracker.rules.tables.tabulate import book

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.tracker.exchange.table_book.data_file import ReadSurvey
    from fourfold.tracker.exchange.table_book.specification import ReadSpecification
    from fourfold.tracker.rules.tables.table import Book


def make_book(specification: bytes, data: bytes, *, place: str) -> Book:
    """`place` names the specification. Raises FileFault, also for a finding that the tables do not bear out, BadSurvey and
    CannotProtect.
    """
    read = read_specification(specification, place=place)
    return _book(read, read_survey(data, read))


def make_report(specification: bytes, data: bytes, *, place: str, data_place: str) -> str:
    """The technical report of the wave, as Markdown. Raises what `make_book` does."""
    read = read_specification(specification, place=place)
    survey = read_survey(data, read)
    fingerprints = {
        place: hashlib.sha256(specification).hexdigest(),
        data_place: hashlib.sha256(data).hexdigest(),
    }
    return technical_report(read, survey, _book(read, survey), fingerprints=fingerprints)


def _book(read: ReadSpecification, survey: ReadSurvey) -> Book:
    made = book(survey.survey, read.plan)
    return replace(made, findings=_findings(made, read))


def _findings(made: Book, read: ReadSpecification) -> tuple[str, ...]:
    said = [finding(made, each, verbal_claims()) for each in read.findings]
    read.refuse(
        [(("findings", str(at), *path), what) for at, (_, faults) in enumerate(said) for path, what in faults]
    )
    return tuple(text for text, _ in said)


def _workbook(made: Book) -> bytes:
    # Loaded by who writes one.
    from fourfold.tracker.exchange.table_book.as_workbook import as_workbook  # noqa: PLC0415  (only who asks for it waits for it)

    return as_workbook(made)


# By the ending of the file. Markdown is plain text as well.
FORMATS: Final[dict[str, Callable[[Book], bytes]]] = {
    ".xlsx": _workbook,
    ".csv": cells_csv,
    ".md": lambda made: as_markdown(made).encode(),
    ".txt": lambda made: as_markdown(made).encode(),
    ".json": lambda made: as_json(made).encode(),
}
CODEBOOK: Final = ".codebook.csv"


def files_of(made: Book, name: str) -> dict[str, bytes]:
    """What to write for a file of this name; a CSV has its codebook beside it. Raises ValueError for an ending that is not
    known.
    """
    stem, dot, ending = name.rpartition(".")
    write = FORMATS.get(dot + ending.lower())
    if write is None or not stem:
        raise ValueError(say("{name} must end in one of {endings}", name=name, endings=", ".join(FORMATS)))
    files = {name: write(made)}
    if ending.lower() == "csv":
        files[stem + CODEBOOK] = codebook_csv(made)
    return files
