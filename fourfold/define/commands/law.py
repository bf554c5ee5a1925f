"""`fourfold law`: which law applies to a contract, what must be read again, and the law as a page of the documentation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from fourfold.define.exchange import law_reference, law_text, law_tutorial
from fourfold.define.exchange.law_plain import plain
from fourfold.define.queries.law import rulings_on, the_law
from fourfold.define.queries.law_calendar import calendar
from fourfold.define.rules.law.facts import (
    Authority,
    FactRefused,
    Health,
    Kind,
    MainPart,
    Nation,
    Regime,
    Route,
    Vat,
)
from fourfold.define.rules.law.scenarios import SCENARIOS, ScenarioName
from fourfold.define.rules.law.typed_facts import OPTIONAL, REQUIRED, read_facts, read_word
from fourfold.ground.commands import CommandRefused

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

# What a fact is called on the command line, where that is not its name with two hyphens.
FLAGS: Final = {"main": "--main-part", "vat_rate": "--vat-rate", "scenario": "--scenario"}


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser("law", help="Which law on social value applies. No legal advice.")
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")
    _check_arguments(
        nouns.add_parser("check", help="Every rule's answer for one contract, with its reasons and sources.")
    )
    dates = nouns.add_parser("calendar", help="What of the law must be read again, and by when.")
    dates.add_argument("--json", action="store_true", help="For programs.")
    dates.set_defaults(run=_calendar)
    page = nouns.add_parser("reference", help="The law as the rules hold it, as Markdown.")
    page.set_defaults(run=_reference)
    walk = nouns.add_parser("tutorial", help="From the law to a measure, step by step, as Markdown.")
    walk.set_defaults(run=_tutorial)


def _check_arguments(check: argparse.ArgumentParser) -> None:
    check.add_argument("--authority", required=True, metavar="WORD", help=_words(Authority))
    check.add_argument(
        "--nation", required=True, metavar="WORD", help=f"Where it mainly works: {_words(Nation)}"
    )
    check.add_argument("--kind", required=True, metavar="WORD", help=_words(Kind))
    check.add_argument(
        "--main-part",
        dest="main",
        default="",
        metavar="WORD",
        help=f"Of a mixed contract: {_words(MainPart)}",
    )
    check.add_argument(
        "--value",
        required=True,
        metavar="POUNDS",
        help="Its estimated value over its whole term: 180000, 180,000.00, 1.2m",
    )
    check.add_argument(
        "--vat", required=True, metavar="WORD", help=f"Whether the value is with VAT: {_words(Vat)}"
    )
    check.add_argument(
        "--vat-rate",
        dest="vat_rate",
        default="",
        metavar="PER_CENT",
        help="Where it is not the standard rate: 5, 0",
    )
    check.add_argument(
        "--on", required=True, metavar="YYYY-MM-DD", help="The day on which the procurement begins"
    )
    route = check.add_mutually_exclusive_group()
    for each in (Route.FRAMEWORK, Route.CALL_OFF):
        route.add_argument(f"--{each}", dest="route", action="store_const", const=each.value, default="")
    regime = check.add_mutually_exclusive_group()
    for kind in (Regime.LIGHT_TOUCH, Regime.CONCESSION, Regime.UTILITIES, Regime.DEFENCE):
        regime.add_argument(f"--{kind}", dest="regime", action="store_const", const=kind.value, default="")
    health = check.add_mutually_exclusive_group()
    for flag, said in (("--health-care", Health.YES), ("--not-health-care", Health.NO)):
        health.add_argument(flag, dest="health", action="store_const", const=said.value, default="",
                            help="Whether health care services under the Provider Selection Regime are bought.")  # fmt: skip
    check.add_argument(
        "--scenario",
        default="",
        metavar="WORD",
        help=f"A hypothetical ruling as well: {_words(ScenarioName)}",
    )
    check.add_argument("--json", action="store_true", help="For programs.")
    check.set_defaults(run=_check)


def _words(words: Iterable[str]) -> str:
    return ", ".join(words)


def _check(given: argparse.Namespace) -> int:
    try:
        facts = read_facts({name: getattr(given, name) for name in (*REQUIRED, *OPTIONAL)})
        scenario = SCENARIOS[read_word("scenario", given.scenario, ScenarioName)] if given.scenario else None
    except FactRefused as refusal:
        flag = FLAGS.get(refusal.field, f"--{refusal.field}")
        typed = getattr(given, refusal.field)
        message = f"{flag} {typed!r}: {refusal}"
        raise CommandRefused(message) from refusal
    found = rulings_on(facts, scenario)
    if given.json:
        print(json.dumps(plain(found), ensure_ascii=False, indent=2))
    else:
        print(law_text.text(found), end="")
    return 0


def _calendar(given: argparse.Namespace) -> int:
    entries = calendar(the_law())
    if given.json:
        rows = [
            {
                "by": each.by.isoformat(),
                "key": each.key,
                "title": each.title,
                "why": each.why,
                "last_checked": each.checked_on.isoformat(),
                "address": each.address,
            }
            for each in entries
        ]
        print(json.dumps({"to_read": rows}, ensure_ascii=False, indent=2))
    else:
        print(law_text.calendar_text(entries), end="")
    return 0


def _reference(_given: argparse.Namespace) -> int:
    print(law_reference.reference(the_law()), end="")
    return 0


def _tutorial(_given: argparse.Namespace) -> int:
    print(law_tutorial.tutorial(), end="")
    return 0
