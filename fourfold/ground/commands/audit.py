"""`fourfold audit`: chains the trail, checks it, and gives its head to keep elsewhere."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from fourfold.ground.commands import CommandRefused
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.trail import chain, verify

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser("audit", help="The trail of changes: chain it, check it, take its head.")
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")
    chained = nouns.add_parser(
        "chain", help="Chain what was written since the last time. Run it every few minutes."
    )
    chained.set_defaults(run=_chain)
    checked = nouns.add_parser(
        "verify", help="Report any edit, gap, reorder and the unchained tail. Exit 2 where there is one."
    )
    checked.add_argument("--organisation", metavar="REF", help="Only the chain of this organisation.")
    checked.add_argument(
        "--head", metavar="FILE", type=Path, help="Check against heads that `audit head` gave earlier."
    )
    checked.set_defaults(run=_verify)
    head = nouns.add_parser(
        "head", help="The heads of all chains as JSON. Keep them where this database's keeper cannot write."
    )
    head.add_argument("--organisation", metavar="REF", help="Only the chain of this organisation.")
    head.set_defaults(run=_head)


def _chain(_: argparse.Namespace) -> int:
    print(chain.chain_all())
    return 0


def _verify(given: argparse.Namespace) -> int:
    result = verify.verify(
        owner=_owner(given.organisation), kept=kept_heads(given.head) if given.head else ()
    )
    print(json.dumps(asdict(result), indent=2))
    for fault in result.faults:
        print(f"{_whose(fault.owner)}: {fault.words}", file=sys.stderr)
    if result.unchained:
        print(f"{result.unchained} entries are in no chain yet; run `fourfold audit chain`.", file=sys.stderr)
    return 0 if result.intact else 2


def _head(given: argparse.Namespace) -> int:
    print(json.dumps([asdict(head) for head in verify.heads(_owner(given.organisation))], indent=2))
    return 0


def _owner(ref: str | None) -> int | None:
    if ref is None:
        return None
    organisation = Organisation.objects.filter(ref=ref).first()
    if organisation is None:
        message = f"There is no organisation with the reference {ref}."
        raise CommandRefused(message)
    return organisation.pk


def kept_heads(file: Path) -> list[verify.Head]:
    try:
        rows: list[dict[str, str]] = json.loads(file.read_text())
        # A JSON object would be gone through by its keys, and an empty one be no heads at all.
        return [verify.Head(int(row["owner"]), int(row["number"]), str(row["hash"])) for row in rows[:]]
    except (OSError, ValueError, TypeError, KeyError) as wrong:
        message = f"{file} cannot be read as heads ({wrong}). Give the file that `fourfold audit head` wrote."
        raise CommandRefused(message) from wrong


def _whose(owner: int) -> str:
    organisation = Organisation.objects.filter(pk=owner).first()
    return organisation.name if organisation else "Entries of no organisation"
