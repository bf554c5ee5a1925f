"""`fourfold partner link FILE`: which suppliers in a file of payments are councils or registered landlords, and why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fourfold.ground.commands import CommandRefused
from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.partner.exchange.linkage.answer import Answer, as_data, in_words
from fourfold.partner.exchange.linkage.bodies import directory, names, successions
from fourfold.partner.exchange.linkage.spend import read_spend
from fourfold.partner.rules.linkage.sums import link_lines

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser("partner", help="Suppliers: which of them are on public lists.")
    tasks = verb.add_subparsers(dest="task", required=True, metavar="TASK")
    link = tasks.add_parser(
        "link", help="Link the suppliers of a file of payments to the lists of councils and landlords."
    )
    link.add_argument("file", metavar="FILE", type=Path, help="Payments as CSV, XLSX or ODS.")
    link.add_argument("--json", action="store_true", help="The whole answer as JSON, with every reason.")
    link.add_argument(
        "--on",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="The day for which to say who stands in for a council that has ended (that of the last payment).",
    )
    link.set_defaults(run=_link)


def _link(given: argparse.Namespace) -> int:
    try:
        file = read_spend(given.file.read_bytes(), name=given.file.name)
    except OSError as problem:
        message = f"{given.file}: {problem.strerror}"
        raise CommandRefused(message) from problem
    except NotReadable as refusal:
        message = f"{given.file}: {refusal}"
        raise CommandRefused(message) from refusal
    paid = link_lines(file.lines, directory())
    on = given.on or max((line.paid_on for line in file.lines), default=date.max)
    answer = Answer(file, paid, successions(), names(), on)
    print(json.dumps(as_data(answer), ensure_ascii=False) if given.json else in_words(answer))
    return 0
