"""`fourfold files`: the room that evidence takes, and what lies there and belongs to nothing."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.files import room
from fourfold.ground.operation import sweep
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser("files", help="Evidence: the room it takes, and what belongs to nothing.")
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")
    used = nouns.add_parser("room", help="The room that the files of each organisation take.")
    used.add_argument("--json", action="store_true", help="As JSON, in bytes.")
    used.set_defaults(run=_room)
    swept = nouns.add_parser(
        "sweep",
        help="Files that no row names, broken uploads, and rows whose file is gone. Exit 1: there are such rows.",
    )
    swept.add_argument(
        "--delete",
        action="store_true",
        help="Take away the files and uploads that are a day old, as every night by itself. Without, nothing is changed.",
    )
    swept.set_defaults(run=_sweep)


def _room(given: argparse.Namespace) -> int:
    with as_tenant(MAINTENANCE):
        found = [
            (organisation, room.room_of(owner=organisation.pk))
            for organisation in Organisation.objects.filter(takes_part=True).order_by("name")
        ]
    if given.json:
        rows = [
            {
                "organisation": each.ref,
                "name": each.name,
                "used": of.used,
                "arriving": of.arriving,
                "files": of.files,
                "whole": of.whole,
            }
            for each, of in found
        ]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    for each, of in found:
        print(f"{each.ref}  {each.name}: {of.in_words}, {of.files:,} files")
    return 0


def _sweep(given: argparse.Namespace) -> int:
    """Rows are never taken away: a file may come back from a backup."""
    at = timezone.now()
    if given.delete:
        swept = sweep.sweep(at=at)
        answer: dict[str, object] = {"files": swept.files, "bytes": swept.bytes, "broken": swept.broken}
        missing = swept.missing
    else:
        found = sweep.look(at=at)
        answer = {
            "files": found.orphans,
            "broken": [path.name for path in found.broken],
            "ended": found.ended,
        }
        missing = found.missing
        print("Nothing was changed. Add --delete to take them away.", file=sys.stderr)
    print(json.dumps({**answer, "missing": missing}, indent=2))
    return 1 if missing else 0
