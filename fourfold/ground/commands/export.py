"""`fourfold export`: all that is held of one organisation, to take away."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import DatabaseError
from django.utils import timezone

from fourfold.ground.commands import CommandRefused
from fourfold.ground.operation.export import write

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser(
        "export",
        help="Write all of an organisation's data into a folder: tables, evidence, and what each is.",
    )
    verb.add_argument("--organisation", metavar="REF", required=True)
    verb.add_argument("--to", metavar="FOLDER", type=Path, required=True, help="A new or an empty folder.")
    verb.set_defaults(run=_export)


def _export(given: argparse.Namespace) -> int:
    try:
        done = write.export(ref=given.organisation, folder=given.to, at=timezone.now())
    except write.CannotExport as refusal:
        raise CommandRefused(str(refusal)) from refusal
    except DatabaseError as problem:
        raise CommandRefused(
            f"The database failed ({type(problem).__name__}). Nothing was written."
        ) from problem
    for ref in done.missing:
        print(f"The file of the evidence {ref} is missing and not in the folder.", file=sys.stderr)
    print("It holds names and addresses of people: keep it as you keep those.", file=sys.stderr)
    print(json.dumps(asdict(done), indent=2))
    return 0
