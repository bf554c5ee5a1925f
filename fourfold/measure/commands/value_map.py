"""`fourfold value-map …`: value a value map, audit one that was printed. Needs neither database nor installation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from fourfold.ground.commands import CommandRefused
from fourfold.measure.exchange.value_map.answer import answer
from fourfold.measure.exchange.value_map.audited import audited
from fourfold.measure.exchange.value_map.faults import MapRefused
from fourfold.measure.exchange.value_map.files import read_file
from fourfold.measure.exchange.value_map.schema import published_schema
from fourfold.measure.exchange.value_map.texts import audit_text, value_text
from fourfold.measure.exchange.value_map.workbook import workbook

if TYPE_CHECKING:
    import argparse

    from fourfold.measure.exchange.value_map.reading import ReadMap


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser(
        "value-map", help="Value maps (SROI): value one, or audit one that was printed."
    )
    tasks = verb.add_subparsers(dest="task", required=True, metavar="TASK")
    value = tasks.add_parser("value", help="What a value map comes to, by row and year.")
    value.add_argument(
        "file", metavar="FILE", type=Path, help="A value map, as JSON or as a workbook (XLSX)."
    )
    value.add_argument("--json", action="store_true", help="The whole answer as JSON, unrounded.")
    value.add_argument("--draws", type=int, metavar="N", help="Draw the ranges of the map N times (100000).")
    value.add_argument(
        "--seed", type=int, default=1, metavar="S", help="The same seed gives the same draws (1)."
    )
    value.set_defaults(run=_value)
    audit = tasks.add_parser("audit", help="Which printed figures do not follow from their own map, and why.")
    audit.add_argument("file", metavar="FILE", type=Path, help="A value map with what is printed of it.")
    audit.add_argument("--json", action="store_true", help="Every finding as JSON.")
    audit.set_defaults(run=_audit)
    book = tasks.add_parser("workbook", help="Write a value map as a workbook with live formulas.")
    book.add_argument("file", metavar="FILE", type=Path, help="A value map, as JSON or as a workbook (XLSX).")
    book.add_argument(
        "out", metavar="OUT", type=Path, help="The workbook to write; it must not be there yet."
    )
    book.set_defaults(run=_workbook)
    schema = tasks.add_parser("schema", help="The JSON Schema of a value map.")
    schema.set_defaults(run=_schema)


def _workbook(given: argparse.Namespace) -> int:
    if given.out.exists():
        message = f"{given.out} is there already. Choose another name."
        raise CommandRefused(message)
    made = workbook(read(given.file))
    try:
        given.out.write_bytes(made)
    except OSError as problem:
        message = f"{given.out} cannot be written: {problem.strerror}."
        raise CommandRefused(message) from problem
    print(given.out)
    return 0


def _schema(_given: argparse.Namespace) -> int:
    print(json.dumps(published_schema(), ensure_ascii=False, indent=1))
    return 0


def _audit(given: argparse.Namespace) -> int:
    try:
        found = audited(read(given.file))
    except MapRefused as refusal:
        message = f"{given.file}:\n{refusal}"
        raise CommandRefused(message) from refusal
    print(json.dumps(found, ensure_ascii=False) if given.json else audit_text(found))
    return 0


def read(file: Path) -> ReadMap:
    """Raises CommandRefused with every fault of the file, one on a line."""
    try:
        return read_file(file)
    except MapRefused as refusal:
        message = f"{file}:\n{refusal}"
        raise CommandRefused(message) from refusal


def _value(given: argparse.Namespace) -> int:
    taken = read(given.file)
    found = answer(taken)
    if given.draws is not None:
        # NumPy and SciPy are loaded by who draws, and by nobody else.
        from fourfold.measure.exchange.value_map.uncertainty import uncertainty  # noqa: PLC0415

        try:
            found["uncertainty"] = uncertainty(taken, draws=given.draws, seed=given.seed)
        except ValueError as refusal:
            raise CommandRefused(str(refusal)) from refusal
    print(json.dumps(found, ensure_ascii=False) if given.json else value_text(found))
    return 0
