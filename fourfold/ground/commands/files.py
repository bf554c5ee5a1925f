"""`fourfold files`: the room that evidence takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fourfold.ground.files import room
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser("files", help="Evidence: the room it takes.")
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")
    used = nouns.add_parser("room", help="The room that the files of each organisation take.")
    used.add_argument("--json", action="store_true", help="As JSON, in bytes.")
    used.set_defaults(run=_room)


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
