"""`fourfold succession`: what the operator does when bodies are merged, split, renamed or replaced."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.commands import CommandRefused
from fourfold.ground.commands.naming import organisation_named
from fourfold.ground.organisations.tables import SuccessionKind
from fourfold.ground.people.changes import Refused
from fourfold.ground.successions.actions.handing_on import hand_on
from fourfold.ground.successions.actions.recording import record
from fourfold.ground.successions.queries import left_of, passing_of, working_passings

if TYPE_CHECKING:
    import argparse

    from fourfold.ground.successions.queries import Passing


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser("succession", help="Who follows a body that ends, and what is handed on.")
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")

    listed = nouns.add_parser("list", help="Bodies that work here and have ended, with how much is left.")
    listed.set_defaults(run=_list)

    writing = nouns.add_parser(
        "record", help="Write down that a body ends and who follows it. Safe to repeat."
    )
    writing.add_argument("organisation", help="The body that ends: its reference or a registered number.")
    writing.add_argument("--kind", required=True, choices=SuccessionKind.values)
    writing.add_argument(
        "--to",
        required=True,
        action="append",
        metavar="BODY",
        help="Who follows. For a split, once for each.",
    )
    writing.add_argument(
        "--on", required=True, metavar="YYYY-MM-DD", help="The first day on which they stand in."
    )
    writing.add_argument("--source", required=True, help="What makes it law: the statutory instrument.")
    writing.add_argument("--href", default="", help="Where that can be read.")
    writing.set_defaults(run=_record)

    left = nouns.add_parser(
        "left", help="What of a body is open and not handed on, with the reference of each."
    )
    left.add_argument("organisation")
    left.set_defaults(run=_left)

    giving = nouns.add_parser("hand-on", help="Hand on what is open, once. Safe to repeat.")
    giving.add_argument("organisation")
    giving.add_argument("--to", metavar="BODY", help="Of several successors, which one. Needs --thing.")
    giving.add_argument(
        "--thing", action="append", metavar="REFERENCE", help="What goes there, as `left` names it."
    )
    giving.set_defaults(run=_hand_on)


def _list(_: argparse.Namespace) -> int:
    today = timezone.localdate()
    for passing in working_passings(today):
        to = ", ".join(f"{one.name} ({one.ref})" for one in passing.successors)
        print(
            f"{passing.predecessor.ref}\t{passing.predecessor.name}\t{passing.on}\t{to}\t"
            f"{left_of(passing, today).count} left"
        )
    return 0


def _record(given: argparse.Namespace) -> int:
    try:
        first_day = date.fromisoformat(given.on)
    except ValueError:
        message = f"--on {given.on!r} is no day. Write it as 2027-04-01."
        raise CommandRefused(message) from None
    if given.href and not given.href.startswith("https://"):
        message = f"--href {given.href!r} is no address. It begins with https://"
        raise CommandRefused(message)
    try:
        written = record(
            by=None,
            predecessor=organisation_named(given.organisation),
            successors=[organisation_named(text) for text in given.to],
            kind=given.kind,
            first_day=first_day,
            source=given.source,
            source_href=given.href,
        )
    except Refused as refusal:
        raise CommandRefused(f"{refusal}.") from refusal
    for one in written:
        print(f"{one.predecessor.ref}\t{one.kind}\t{one.successor.ref}\t{one.on}")
    return 0


def _left(given: argparse.Namespace) -> int:
    left = left_of(_passing(given.organisation), timezone.localdate())
    for thing in left.things:
        print(f"{thing.ref}\t{thing.kind}\t{thing.title}")
    for part in left.parts:
        print(f"{part.thing}\t{part.kind} of {part.owner.name}\t{', '.join(part.rights)}")
    return 0


def _hand_on(given: argparse.Namespace) -> int:
    passing = _passing(given.organisation)
    today = timezone.localdate()
    to = None
    if bool(given.to) != bool(given.thing):
        message = "Give --to and --thing together, or neither."
        raise CommandRefused(message)
    if given.to:
        successor = organisation_named(given.to)
        left = left_of(passing, today)
        known = {*(thing.ref for thing in left.things), *(part.thing for part in left.parts)}
        strange = sorted(set(given.thing) - known)
        if strange:
            message = f"{', '.join(strange)}: not left to hand on. `fourfold succession left` names what is."
            raise CommandRefused(message)
        to = dict.fromkeys(given.thing, successor)
    try:
        done = hand_on(by=None, passing=passing, to=to, on=today, at=timezone.now())
    except Refused as refusal:
        raise CommandRefused(f"{refusal}.") from refusal
    print(
        json.dumps(
            {
                "things": done.things,
                "parts": done.parts,
                "rows": done.rows,
                "read": done.read,
                "left": left_of(passing, today).count,
            }
        )
    )
    return 0


def _passing(text: str) -> Passing:
    organisation = organisation_named(text)
    passing = passing_of(organisation)
    if passing is None:
        message = f"Nobody follows {organisation.name}. Write down who does: `fourfold succession record`."
        raise CommandRefused(message)
    return passing
