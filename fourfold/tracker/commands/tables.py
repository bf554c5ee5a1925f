"""`fourfold tracker tables`: a banner book from a specification and answers. Needs neither database nor installation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fourfold.ground.commands import CommandRefused
from fourfold.tracker.commands.verb import tracker
from fourfold.tracker.exchange.strict_file import FileFault
from fourfold.tracker.exchange.table_book.as_markdown import as_markdown
from fourfold.tracker.exchange.table_book.making import FORMATS, files_of, make_book
from fourfold.tracker.rules.faults import BadSurvey
from fourfold.tracker.rules.tables.suppression import CannotProtect

if TYPE_CHECKING:
    import argparse

    from fourfold.tracker.rules.tables.table import Book


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    nouns = tracker(verbs)
    tables = nouns.add_parser("tables", help="A book of tables from a specification and a file of answers.")
    tables.add_argument(
        "specification", type=Path, metavar="SPEC", help="The specification, as YAML or JSON."
    )
    tables.add_argument("data", type=Path, metavar="DATA", help="The answers, as CSV: one respondent a row.")
    tables.add_argument(
        "--out",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help=f"Files to write, which must not be there yet: {', '.join(FORMATS)}. Without it: Markdown on standard output.",
    )
    tables.set_defaults(run=_tables)


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


def _made(given: argparse.Namespace) -> Book:
    """Raises CommandRefused with every fault, one on a line."""
    try:
        return make_book(
            given.specification.read_bytes(), given.data.read_bytes(), place=given.specification.name
        )
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
