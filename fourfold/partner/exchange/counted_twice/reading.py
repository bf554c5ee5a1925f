"""Claims from a CSV file; what cannot be read or counted is refused with its row and column, all of it at once."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say, say_joined
from fourfold.partner.exchange.counted_twice.cells import COLUMN_OF, NEEDED, OPTIONAL, claim_of
from fourfold.partner.rules.counting.claims import BadClaims, Claim, Fault, Merge, Reversal, SameKey, Split
from fourfold.partner.rules.counting.counting import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fourfold.partner.rules.counting.claims import Record
    from fourfold.partner.rules.counting.counting import Counted

# The headings are the first row, as a spreadsheet numbers them.
_FIRST_ROW: Final = 2
_DELIMITERS: Final = ",;\t"
# A row, and the column that is at fault where it is always the same.
Place = tuple[int, str]


class FileRefused(ValueError):
    """Each line of the message says in which row and column, what is wrong, and how to go on."""


def count_file(content: bytes) -> Counted:
    """Raises FileRefused."""
    rows = list(_rows(content))
    places: dict[str, Place] = {}
    faults: list[Fault] = []
    records = _records(rows, places, faults)
    if faults:
        raise _refused(faults, places)
    try:
        return count(records)
    except BadClaims as refusal:
        raise _refused(refusal.faults, places) from None


def _rows(content: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row by the names of its columns, with its number."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(say("The file is not UTF-8. Save it as “CSV UTF-8”")) from None
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as problem:
        raise FileRefused(say("This is not a CSV that can be read: {what}", what=str(problem))) from None
    headings = [heading.strip().lower().replace(" ", "_") for heading in lines[0]] if lines else []
    _check_headings(headings)
    for number, cells in enumerate(lines[1:], _FIRST_ROW):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(headings):
            raise FileRefused(
                say(
                    "Row {row} has {found} cells, and there are {count} columns. Look for a comma too many or too few",
                    row=number,
                    found=len(cells),
                    count=len(headings),
                )
            )
        row = dict(zip(headings, (cell.strip() for cell in cells), strict=True))
        if not row["ref"]:
            raise FileRefused(
                say("Row {row}, ref: each row has a reference of its own. Number them", row=number)
            )
        yield number, {name: row.get(name) or OPTIONAL.get(name, "") for name in (*NEEDED, *OPTIONAL)}


def _check_headings(headings: Sequence[str]) -> None:
    missing = [name for name in NEEDED if name not in headings]
    unknown = [name for name in headings if name not in NEEDED and name not in OPTIONAL]
    twice = sorted({name for name in headings if headings.count(name) > 1})
    if missing:
        raise FileRefused(
            say("Row 1: these columns are missing: {columns}. Add them", columns=say_joined(missing))
        )
    if twice:
        raise FileRefused(say("Row 1: there are two columns {columns}", columns=say_joined(twice)))
    if unknown:
        raise FileRefused(
            say(
                "Row 1: {columns} are not known. Take them out, or name them as one of {known}",
                columns=say_joined(unknown),
                known=say_joined([*NEEDED, *OPTIONAL], last="or"),
            )
        )


def _records(
    rows: Sequence[tuple[int, Mapping[str, str]]], places: dict[str, Place], faults: list[Fault]
) -> list[Record]:
    """Rows that split the same claim are one split. Notes where each record stands."""
    records: list[Record] = []
    parts: dict[str, list[Claim]] = {}
    for number, row in rows:
        places.setdefault(row["ref"], (number, ""))
        does = [name for name in ("takes_back", "split_of", "merged_from", "same_keys") if row[name]]
        if len(does) > 1:
            what = say("A row does one thing, and here it does {several}", several=say_joined(does))
            faults.append(Fault(row["ref"], what, does[1]))
        elif row["takes_back"]:
            records.append(Reversal(row["ref"], row["takes_back"]))
        elif row["same_keys"]:
            records.append(SameKey(row["ref"], tuple(row["same_keys"].split())))
        elif (claim := claim_of(row, faults)) is None:
            continue
        elif row["split_of"]:
            places.setdefault(_made_of("split of", row["split_of"]), (number, "split_of"))
            parts.setdefault(row["split_of"], []).append(claim)
        elif row["merged_from"]:
            places[_made_of("merge into", claim.ref)] = (number, "merged_from")
            records.append(Merge(_made_of("merge into", claim.ref), tuple(row["merged_from"].split()), claim))
        else:
            records.append(claim)
    return [*records, *(Split(_made_of("split of", ref), ref, tuple(into)) for ref, into in parts.items())]


def _made_of(what: str, ref: str) -> str:
    return f"{what} {ref}"


def _refused(faults: Sequence[Fault], places: Mapping[str, Place]) -> FileRefused:
    said = []
    for fault in faults:
        row, column = places[fault.ref]
        column = column or COLUMN_OF.get(fault.part, fault.part)
        said.append(
            say("Row {row}, {column}: {what}", row=row, column=column, what=fault.what)
            if column
            else say("Row {row}: {what}", row=row, what=fault.what)
        )
    return FileRefused("\n".join(said))
