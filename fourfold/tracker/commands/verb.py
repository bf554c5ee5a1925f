"""`fourfold tracker …`: the verb that all commands of the storey stand under."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def tracker(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse._SubParsersAction[argparse.ArgumentParser]:
    """What a command is added to; the verb is made by the first that asks."""
    verb = verbs.choices.get("tracker")
    if verb is None:
        verb = verbs.add_parser(
            "tracker",
            help="The survey of the sector: its questionnaire, its data, its tables, and what is published of one.",
        )
        verb.set_defaults(nouns=verb.add_subparsers(dest="noun", required=True, metavar="WHAT"))
    nouns: argparse._SubParsersAction[argparse.ArgumentParser] = verb.get_default("nouns")
    return nouns
