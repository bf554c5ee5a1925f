"""`fourfold counted-twice …`: what of claims in a file counts, keys for them, and full-time equivalents.

Needs neither database nor installation.
"""

from __future__ import annotations

import csv
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from fourfold.ground.commands import CommandRefused
from fourfold.ground.kernel.parameters import Known
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typed_numbers import parse_number
from fourfold.ground.parameters import parameter
from fourfold.partner.exchange.counted_twice.answer import answer, in_words
from fourfold.partner.exchange.counted_twice.making_keys import keys_of_file
from fourfold.partner.exchange.counted_twice.reading import count_file
from fourfold.partner.exchange.counted_twice.table import FileRefused
from fourfold.partner.rules.counting.full_time import (
    WEEKS_OF_A_YEAR,
    Work,
    full_time_equivalents,
    to_hundredths,
)
from fourfold.partner.rules.counting.keys import Salt

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser("counted-twice", help="Claims: find what is counted twice, and what counts.")
    tasks = verb.add_subparsers(dest="task", required=True, metavar="TASK")
    check = tasks.add_parser(
        "check", help="What of the claims in a file counts, what was removed, and by which rule."
    )
    check.add_argument("file", metavar="FILE", type=Path, help="Claims as CSV, one in each row.")
    check.add_argument("--json", action="store_true", help="The whole answer as JSON.")
    check.set_defaults(run=_check)
    keys = tasks.add_parser(
        "keys", help="Keys for people and events in a file, as CSV: the reference and the key."
    )
    keys.add_argument("file", metavar="FILE", type=Path, help="Identifiers as CSV, one in each row.")
    keys.add_argument(
        "--secret",
        metavar="FILE",
        type=Path,
        help="A file with at least 32 random characters, kept by the holder.",
    )
    keys.add_argument("--salt", default="", metavar="NAME", help="The name of the salt, as 2026a.")
    keys.add_argument("--purpose", default="", metavar="WORDS", help="What the keys are for.")
    keys.add_argument("--holder", default="", metavar="WHO", help="Who holds the salt.")
    keys.set_defaults(run=_keys)
    fte = tasks.add_parser(
        "fte", help="Full-time equivalents of people who work part of the week or the year."
    )
    fte.add_argument("--people", type=int, default=1, metavar="N", help="How many work alike (1).")
    fte.add_argument(
        "--hours", required=True, metavar="H", help="Hours of a week by contract, without breaks."
    )
    fte.add_argument(
        "--weeks", default=str(WEEKS_OF_A_YEAR), metavar="W", help=f"For how many weeks ({WEEKS_OF_A_YEAR})."
    )
    fte.add_argument(
        "--full-time-week",
        metavar="H",
        help="Hours of the employer's full-time week. Without it: a published figure.",
    )
    fte.set_defaults(run=_fte)


def _keys(given: argparse.Namespace) -> int:
    try:
        salt = given.secret and Salt(
            given.salt, given.purpose, given.holder, given.secret.read_bytes().strip()
        )
        made = keys_of_file(given.file.read_bytes(), salt)
    except OSError as problem:
        message = f"{problem.filename}: {problem.strerror}"
        raise CommandRefused(message) from problem
    except (FileRefused, NotUnderstood) as refusal:
        raise CommandRefused(str(refusal)) from refusal
    csv.writer(sys.stdout, lineterminator="\n").writerows([("ref", "key"), *made])
    return 0


def _check(given: argparse.Namespace) -> int:
    try:
        counted = count_file(given.file.read_bytes())
    except OSError as problem:
        message = f"{given.file}: {problem.strerror}"
        raise CommandRefused(message) from problem
    except FileRefused as refusal:
        message = f"{given.file}:\n{refusal}"
        raise CommandRefused(message) from refusal
    print(json.dumps(answer(counted), ensure_ascii=False) if given.json else in_words(counted))
    return 0


def _fte(given: argparse.Namespace) -> int:
    try:
        work = Work(given.people, _number(given.hours), _number(given.weeks))
        week = _number(given.full_time_week) if given.full_time_week else _published_week()
        print(to_hundredths(full_time_equivalents([work], full_time_week=week)))
    except NotUnderstood as refusal:
        raise CommandRefused(str(refusal)) from refusal
    return 0


def _published_week() -> Decimal:
    week = parameter("counting.full_time_week")
    found = week.at(week.still_in_force_on)
    if not isinstance(found, Known):
        raise NotUnderstood(found.text)
    said = say(
        "A full-time week of {hours} hours, by {publisher}, checked on {day}; give the employer’s own with --full-time-week",
        hours=found.value,
        publisher=found.source.publisher,
        day=day_text(found.day),
    )
    print(said, file=sys.stderr)
    return found.value


def _number(text: str) -> Decimal:
    return parse_number(text, example="18.5")
