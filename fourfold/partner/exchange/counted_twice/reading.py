"""Claims from a CSV file; what cannot be read or counted is refused with its row and column, all of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say, say_joined
from fourfold.partner.exchange.counted_twice.cells import COLUMN_OF, NEEDED, OPTIONAL, claim_of
from fourfold.partner.exchange.counted_twice.table import FileRefused, read_rows
from fourfold.partner.rules.counting.claims import BadClaims, Claim, Fault, Merge, Reversal, SameKey, Split
from fourfold.partner.rules.counting.counting import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.partner.rules.counting.claims import Record
    from fourfold.partner.rules.counting.counting import Counted

# A row, and the column that is at fault where it is always the same.
Place = tuple[int, str]


def count_file(content: bytes) -> Counted:
    """Raises FileRefused."""
    rows = list(read_rows(content, needed=NEEDED, optional=OPTIONAL))
    places: dict[str, Place] = {}
    faults: list[Fault] = []
    records = _records(rows, places, faults)
    if faults:
        raise _refused(faults, places)
    try:
        return count(records)
    except BadClaims as refusal:
        raise _refused(refusal.faults, places) from None


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
