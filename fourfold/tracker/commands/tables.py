"""`fourfold tracker tables` and `report`: a banner book, and the technical report of its wave, from a specification and answers.

Needs neither database nor installation.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fourfold.ground.commands import CommandRefused
from fourfold.tracker.commands.verb import tracker
from fourfold.tracker.exchange.strict_file import FileFault
from fourfold.tracker.exchange.table_book.as_markdown import as_markdown
from fourfold.tracker.exchange.table_book.making import FORMATS, files_of, make_book, make_report
from fourfold.tracker.exchange.table_book.reference import published_schema, reference
from fourfold.tracker.rules.faults import BadSurvey
from fourfold.tracker.rules.tables.suppression import CannotProtect

if TYPE_CHECKING:
    import argparse

    from fourfold.tracker.rules.tables.table import Book


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    nouns = tracker(verbs)
    tables = nouns.add_parser("tables", help="A book of tables from a specification and a file of answers.")
    report = nouns.add_parser("report", help="The technical report of a wave, from the same two files.")
    for each in (tables, report):
        each.add_argument(
            "specification", type=Path, metavar="SPEC", help="The specification, as YAML or JSON."
        )
        each.add_argument(
            "data", type=Path, metavar="DATA", help="The answers, as CSV: one respondent a row."
        )
    report.add_argument(
        "--out", type=Path, metavar="FILE", help="A file to write. Without it: Markdown on standard output."
    )
    report.set_defaults(run=_report)
    form = nouns.add_parser("specification", help="The form of a specification, as JSON Schema.")
    form.add_argument("--page", action="store_true", help="The same as a page of Markdown.")
    form.set_defaults(run=_specification)
    tables.add_argument(
        "--out",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help=f"Files to write, which must not be there yet: {', '.join(FORMATS)}. Without it: Markdown on standard output.",
    )
    tables.set_defaults(run=_tables)


def _specification(given: argparse.Namespace) -> int:
    shown = reference() if given.page else json.dumps(published_schema(), ensure_ascii=False, indent=1) + "\n"
    sys.stdout.write(shown)
    return 0


def _tables(given: argparse.Namespace) -> int:
    made = _made(given)
    if not given.out:
        sys.stdout.write(as_markdown(made))
        return 0
    written: dict[Path, bytes] = {}
    for path in given.out:
        try:
            files = files_of(made, path.name)
        except ValueError as fault:
            raise CommandRefused(str(fault)) from fault
        written |= {path.with_name(name): content for name, content in files.items()}
    write(written)
    return 0


def _report(given: argparse.Namespace) -> int:
    with _refusing(given):
        text = make_report(*_read(given), place=given.specification.name, data_place=given.data.name)
    if given.out is None:
        sys.stdout.write(text)
    else:
        write({given.out: text.encode()})
    return 0


def _made(given: argparse.Namespace) -> Book:
    with _refusing(given):
        return make_book(*_read(given), place=given.specification.name)


def _read(given: argparse.Namespace) -> tuple[bytes, bytes]:
    return given.specification.read_bytes(), given.data.read_bytes()


@contextmanager
def _refusing(given: argparse.Namespace) -> Iterator[None]:
    """Raises CommandRefused with every fault, one on a line."""
    try:
        yield
    except OSError as problem:
        message = f"{problem.filename}: {problem.strerror}"
        raise CommandRefused(message) from problem
    except FileFault as fault:
        raise CommandRefused(str(fault)) from fault
    except BadSurvey as fault:
        message = f"{given.data.name}:\n{fault}"
        raise CommandRefused(message) from fault
    except CannotProtect as fault:
        message = (
            "A small count could be worked out whatever else is withheld. Take tables out, or join groups."
        )
        raise CommandRefused(message) from fault


def write(files: dict[Path, bytes]) -> None:
    """All of them or none. Raises CommandRefused."""
    for path in files:
        if path.exists():
            message = f"{path} is there already. Choose another name."
            raise CommandRefused(message)
    for path, content in files.items():
        try:
            path.write_bytes(content)
        except OSError as problem:
            message = f"{path} cannot be written: {problem.strerror}."
            raise CommandRefused(message) from problem
        print(path)
