"""`fourfold reference load`: the national lists of councils and registered landlords, bundled with the program."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from fourfold.ground.commands import CommandRefused
from fourfold.ground.organisations.actions import reference_lists
from fourfold.ground.organisations.reference.lists import BadList

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser("reference", help="The national lists that come with the program.")
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")
    load = nouns.add_parser("load", help="Enter or bring up to date councils and landlords. Safe to repeat.")
    load.set_defaults(run=_load)


def _load(_: argparse.Namespace) -> int:
    def tell(line: str) -> None:
        print(line, file=sys.stderr)

    try:
        loaded = reference_lists.load(tell=tell)
    except BadList as broken:
        message = f"A bundled list is damaged, nothing was loaded. {broken}. Install Fourfold again."
        raise CommandRefused(message) from broken
    print(json.dumps(asdict(loaded)))
    return 0
