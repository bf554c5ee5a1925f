"""The lists of answers on the sheet `choices`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.kernel.said import say
from fourfold.ground.parameters.strict_yaml import YamlFault, read_yaml
from fourfold.tracker.exchange.xlsform.judge import XlsFormRefused
from fourfold.tracker.exchange.xlsform.sheets import Row, language_of
from fourfold.tracker.exchange.xlsform.types import Note

if TYPE_CHECKING:
    from fourfold.tracker.exchange.xlsform.sheets import Sheet

_CODE: Final = re.compile(r"\S+")


@dataclass(slots=True)
class Lists:
    """`trees` are the lists that can be held, as the file of an instrument has them; `rows` the rows of all others."""

    trees: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_lists(sheet: Sheet | None, *, language: str) -> Lists:
    lists = Lists()
    if sheet is None:
        return lists
    by_name: dict[str, list[Row]] = {}
    for row in sheet.rows:
        name = row["list_name"]
        if name:
            by_name.setdefault(name, []).append(row)
        else:
            lists.notes.append(Note(sheet.name, row.number, 0, say("left out: the row names no list")))
    for name, rows in by_name.items():
        codes = [row["name"] for row in rows]
        if len(set(codes)) < len(codes) or not all(_CODE.fullmatch(code) for code in codes):
            what = say(
                "the list {name} is kept and cannot be asked here: its codes are not single words", name=name
            )
            lists.notes.append(Note(sheet.name, rows[0].number, 0, what))
            lists.rows += rows
        else:
            lists.trees[name] = [_choice(row, language=language) for row in rows]
            lists.notes += _kept_columns(sheet, rows)
    return lists


def _choice(row: Row, *, language: str) -> dict[str, Any]:
    extra = extras(row)
    kept = {
        heading.written: text
        for heading, text in row.cells
        if heading.base not in {"list_name", "name", "label", "fourfold"}
    }
    tree = {"code": row["name"], "says": texts(row, "label", language=language), "kept": kept}
    return {**tree, **{key: extra[key] for key in ("number", "meaning", "alone") if key in extra}}


def _kept_columns(sheet: Sheet, rows: list[Row]) -> list[Note]:
    """One note for each column of a list that means nothing here."""
    found: dict[str, Note] = {}
    for row in rows:
        for heading, _ in row.cells:
            if heading.base not in {"list_name", "name", "label", "fourfold"}:
                what = say("the column {column} is kept, and nothing here goes by it", column=heading.written)
                found.setdefault(heading.written, Note(sheet.name, row.number, heading.column, what))
    return list(found.values())


def texts(row: Row, base: str, *, language: str) -> dict[str, str]:
    """Words by language; those of a column that names none are in `language`."""
    return {
        language_of(heading.language) if heading.language else language: text
        for heading, text in row.cells
        if heading.base == base
    }


def extras(row: Row) -> Mapping[Any, Any]:
    """What our own column says beside. Raises XlsFormRefused."""
    written = row["fourfold"]
    try:
        read = read_yaml(written).tree if written else {}
    except (YamlFault, RecursionError):
        read = None
    if not isinstance(read, dict):
        message = say("row {row}: the column fourfold is not as Fourfold writes it", row=row.number)
        raise XlsFormRefused(message)
    return read
