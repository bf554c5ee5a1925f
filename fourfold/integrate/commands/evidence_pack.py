"""`fourfold evidence-pack verify FILE`: whether an archive is, to the byte, what was signed. Needs no installation."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fourfold.ground.commands import CommandRefused
from fourfold.integrate.exchange.evidence_pack.archive import check

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser(
        "evidence-pack", help="The signed evidence of a procedure. Needs no installation."
    )
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")
    verify = nouns.add_parser("verify", help="Report any changed byte. Exit 2 where there is one.")
    verify.add_argument("file", metavar="FILE", type=Path, help="The archive, as it was downloaded.")
    verify.add_argument(
        "--key",
        metavar="HEX",
        default="",
        help="The public key that it must be signed with, as the buyer gave it. Without one, the key that it names is taken.",
    )
    verify.set_defaults(run=_verify)


def _verify(given: argparse.Namespace) -> int:
    try:
        content = given.file.read_bytes()
    except OSError as problem:
        raise CommandRefused(f"{given.file} cannot be read: {problem.strerror}.") from problem
    checked = check(content, public_key=given.key.strip().lower())
    print(
        json.dumps(
            {
                "intact": not checked.faults,
                "files": checked.files,
                "public_key": checked.public_key,
                **checked.about,
            },
            indent=2,
            ensure_ascii=False,
        )
    )
    for fault in checked.faults:
        print(fault, file=sys.stderr)
    if not checked.faults and not given.key:
        print("It is what its own key signed. Whether that key is the buyer's, --key tells.", file=sys.stderr)
    return 2 if checked.faults else 0
