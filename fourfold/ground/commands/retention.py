"""`fourfold retention`: what is past its time, and its disposal."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.commands import CommandRefused
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.privacy import disposal

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser(
        "retention",
        help="Show what is past its time and would be disposed of; with --dispose, dispose of it.",
    )
    verb.add_argument(
        "--dispose",
        action="store_true",
        help="Do it. Without, nothing is changed. The timetable does it every night.",
    )
    verb.add_argument("--organisation", metavar="REF", help="Show only what is of this organisation.")
    verb.set_defaults(run=_retention)


def _retention(given: argparse.Namespace) -> int:
    if given.dispose and given.organisation:
        raise CommandRefused("Disposal is of all organisations; --organisation is for looking only.")
    at = timezone.now()
    on = timezone.localdate(at)
    if given.dispose:
        found = disposal.dispose(on=on, at=at)
    else:
        found = disposal.due(on=on, owner=_owner(given.organisation))
        print("Nothing was changed. Add --dispose to do it.", file=sys.stderr)
    names = dict(Organisation.objects.filter(pk__in={one.owner for one in found}).values_list("pk", "ref"))
    rows = [
        {
            "record": one.line.key,
            "organisation": names.get(one.owner or 0),
            "disposal": one.line.disposal.value,
            "rule": one.rule,
            "rows": one.rows,
            "held": one.held,
        }
        for one in found
    ]
    print(json.dumps(rows, indent=2))
    return 0


def _owner(ref: str | None) -> int | None:
    if ref is None:
        return None
    organisation = Organisation.objects.filter(ref=ref).first()
    if organisation is None:
        message = f"There is no organisation with the reference {ref}."
        raise CommandRefused(message)
    return organisation.pk
