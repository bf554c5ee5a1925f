"""`fourfold import ocds FILE --organisation X`: a register of procurements, as published, into an organisation's own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.commands import CommandRefused
from fourfold.ground.organisations.queries import find, match_name, numbered
from fourfold.ground.organisations.tables import Organisation
from fourfold.integrate.exchange.ocds_import import NotOcds, import_ocds
from fourfold.integrate.queries.register import remarks_by_code

if TYPE_CHECKING:
    import argparse

    from fourfold.integrate.exchange.ocds_import import Report

SHOWN_OF_A_KIND = 3


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser("import", help="Take a published file in.")
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")
    ocds = nouns.add_parser(
        "ocds", help="Procurements in the Open Contracting Data Standard. Safe to repeat."
    )
    ocds.add_argument(
        "file", metavar="FILE", type=Path, help="A release package, a record package, or JSON Lines."
    )
    ocds.add_argument(
        "--organisation",
        required=True,
        metavar="X",
        help="Into whose register: a reference, an identifier such as GB-LAE-SLF, or the exact name.",
    )
    ocds.add_argument("--json", action="store_true", help="The report as JSON, with every remark.")
    ocds.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    organisation = organisation_meant(given.organisation)
    content = _content(given.file)
    print(f"Reading {given.file} into the register of {organisation.name} …", file=sys.stderr)

    def progress(done: int) -> None:
        print(f"{done:,} releases done", file=sys.stderr)

    try:
        report = import_ocds(
            by=None,
            organisation=organisation,
            content=content,
            name=given.file.name,
            at=timezone.now(),
            progress=progress,
        )
    except NotOcds as refusal:
        message = f"{given.file}: {refusal}."
        raise CommandRefused(message) from refusal
    if not organisation.takes_part:
        print(
            f"Nobody works for {organisation.name} here yet: give somebody a role there to see its register.",
            file=sys.stderr,
        )
    print(json.dumps(_as_json(report), ensure_ascii=False) if given.json else _as_text(report))
    return 0


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        message = f"There is no file {file}. Check the name."
    except IsADirectoryError:
        message = f"{file} is a folder. Name the file in it."
    except OSError as problem:
        message = f"{file} cannot be read: {(problem.strerror or str(problem)).lower()}."
    raise CommandRefused(message)


def organisation_meant(typed: str) -> Organisation:
    """The one that is surely meant. Refuses with the likeliest, so that the next try can be exact."""
    found = list(Organisation.objects.filter(pk__in=numbered(typed)))
    if len(found) == 1:
        return found[0]
    match = match_name(typed, on=timezone.localdate())
    if match.organisation is not None:
        return match.organisation
    likely = [*found, *match.candidates] or [
        one.organisation for one in find(typed, timezone.localdate(), limit=5)
    ]
    message = f"No organisation is surely meant by “{typed}”."
    if likely:
        message += " Did you mean " + ", ".join(f"{one.name} ({one.ref})" for one in likely) + "?"
    else:
        message += (
            " Is its name spelt as in the list? Councils and landlords come with: fourfold reference load"
        )
    raise CommandRefused(message)


def _as_json(report: Report) -> dict[str, object]:
    record, tally = report.record, report.tally
    return {
        "import": record.ref,
        "file": record.file_name,
        "sha256": record.sha256,
        "publisher": record.publisher,
        "licence": record.licence,
        "releases": tally.releases,
        "taken": tally.taken,
        "unchanged": tally.unchanged,
        "left_out": tally.left_out,
        "parties": tally.parties,
        "matched": tally.matched,
        "remarks": record.remarks,
    }


def _as_text(report: Report) -> str:
    record, tally = report.record, report.tally
    lines = [
        f"{record.file_name}: {_count(tally.releases, 'release')}",
        f"  taken      {tally.taken:>8,}",
        f"  unchanged  {tally.unchanged:>8,}",
        f"  left out   {tally.left_out:>8,}",
        f"  parties    {tally.parties:>8,}, of which {tally.matched:,} matched to a known organisation",
    ]
    if tally.releases and tally.unchanged == tally.releases:
        lines.append("Everything in this file was here already; nothing was changed.")
    for group in remarks_by_code(record.remarks, most=SHOWN_OF_A_KIND):
        lines.append(
            f"{'Left out' if group.severity == 'left_out' else 'Remarked'}: {group.code}, {_count(group.count, 'time')}"
        )
        lines += [f"  {said['where']}: {said['words']}" for said in group.examples]
    return "\n".join(lines)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
