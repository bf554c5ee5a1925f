"""`fourfold frameworks`: what ships, one edition whole, and whether a file of one's own would be taken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from fourfold.define.exchange.framework_exports import as_tree
from fourfold.define.exchange.framework_reference import reference
from fourfold.define.queries.framework_files import FrameworkFault, parse_framework, shipped_frameworks
from fourfold.define.rules.framework_gaps import framework_gaps
from fourfold.define.rules.frameworks import placed_measures
from fourfold.ground.commands import CommandRefused

if TYPE_CHECKING:
    import argparse

    from fourfold.define.rules.frameworks import Framework


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser(
        "frameworks", help="Outcome frameworks: what ships, and whether a file is one."
    )
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")
    listed = nouns.add_parser("list", help="Every edition that ships.")
    listed.set_defaults(run=_list)
    show = nouns.add_parser("show", help="One edition whole, as JSON.")
    show.add_argument("key", metavar="CODE/EDITION", help="Such as fourfold-open/2026-11.")
    show.set_defaults(run=_show)
    check = nouns.add_parser(
        "check",
        help="Read a framework's YAML file as strictly as those that ship, and name what is wrong or missing.",
    )
    check.add_argument("file", metavar="FILE", type=Path, help="A YAML file of one edition.")
    check.set_defaults(run=_check)
    page = nouns.add_parser("reference", help="The reference page of the frameworks, as Markdown.")
    page.set_defaults(run=_reference)


def _list(_: argparse.Namespace) -> int:
    for framework in shipped_frameworks().values():
        print(_summary(framework))
    return 0


def _show(given: argparse.Namespace) -> int:
    framework = shipped_frameworks().get(given.key)
    if framework is None:
        message = f"There is no {given.key}. There are: {', '.join(shipped_frameworks())}."
        raise CommandRefused(message)
    print(json.dumps(as_tree(framework), ensure_ascii=False, indent=1))
    return 0


def _check(given: argparse.Namespace) -> int:
    try:
        framework = parse_framework(given.file.read_bytes(), place=str(given.file))
    except OSError as problem:
        message = f"{given.file} cannot be read: {(problem.strerror or str(problem)).lower()}."
        raise CommandRefused(message) from problem
    except FrameworkFault as fault:
        raise CommandRefused(str(fault)) from fault
    print(_summary(framework))
    for gap in framework_gaps(framework):
        print(f"  gap: {gap.words}")
    return 0


def _reference(_: argparse.Namespace) -> int:
    print(reference(), end="")
    return 0


def _summary(framework: Framework) -> str:
    measures, gaps = len(list(placed_measures(framework))), len(framework_gaps(framework))
    return f"{framework.key}  {framework.version}  {measures} measures, {gaps} gaps  {framework.title}"
