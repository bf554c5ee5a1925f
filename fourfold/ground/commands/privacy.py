"""`fourfold privacy`: what is held of people, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.privacy import document

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser("privacy", help="What is held of people: the record of processing.")
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")
    record = nouns.add_parser("record", help="The record of processing, as Markdown.")
    record.set_defaults(run=_record)


def _record(_: argparse.Namespace) -> int:
    print(document.reference(), end="")
    return 0
