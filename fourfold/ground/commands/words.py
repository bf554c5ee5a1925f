"""`fourfold words`: what is said on pages, as a catalogue for translators, and what is wrong with a translation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.template import engines

from fourfold.ground.commands import CommandRefused
from fourfold.ground.words import catalogue, messages, offered
from fourfold.ground.words.catalogue import BadTranslation

if TYPE_CHECKING:
    import argparse

    from django.template.backends.jinja2 import Jinja2

    from fourfold.ground.words.messages import Message


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser(
        "words", help="The languages of the pages: what there is to translate, and how far."
    )
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")
    listed = nouns.add_parser("list", help="Every sentence of the pages as a PO catalogue, to be translated.")
    listed.add_argument("language", help="The code of the language: cy for Welsh.")
    listed.add_argument("--from", dest="before", type=Path, help="A catalogue whose translations are kept.")
    listed.set_defaults(run=_list)
    checked = nouns.add_parser(
        "check",
        help="What of a catalogue would not be used, and what it has not translated. Exit 1: some would not.",
    )
    checked.add_argument("file", type=Path, help="A catalogue that is named by its language, such as cy.po.")
    checked.add_argument("--missing", action="store_true", help="List what is not translated as well.")
    checked.set_defaults(run=_check)
    used = nouns.add_parser(
        "languages", help="The languages that this installation offers, and where their catalogues lie."
    )
    used.set_defaults(run=_languages)


def _said() -> list[Message]:
    folder: Path = settings.PACKAGE_DIR
    pages = cast("Jinja2", engines["jinja"])
    return [*messages.of_templates(folder, pages.env), *messages.of_code(folder)]


def _list(given: argparse.Namespace) -> int:
    try:
        catalogue.own_name(given.language)
        before = catalogue.read(given.before) if given.before else None
    except (BadTranslation, OSError) as fault:
        raise CommandRefused(str(fault)) from fault
    sys.stdout.buffer.write(catalogue.template(_said(), before, language=given.language))
    return 0


def _check(given: argparse.Namespace) -> int:
    try:
        read = catalogue.read(given.file)
    except (BadTranslation, OSError) as fault:
        raise CommandRefused(str(fault)) from fault
    said = _said()
    faults, missing = catalogue.faults(read), catalogue.missing(read, said)
    for words in faults:
        print(f"{given.file.name}, {words}")
    if given.missing:
        for sentence in missing:
            print(f"not translated: {sentence}")
    sentences = len({each.one for each in said})
    print(
        f"{sentences - len(missing):,} of {sentences:,} sentences are translated; {len(faults):,} would not be used.",
        file=sys.stderr,
    )
    return 1 if faults else 0


def _languages(_given: argparse.Namespace) -> int:
    for code, name in settings.LANGUAGES:
        found = [folder for folder in settings.WORDS_DIRS if (folder / f"{code}.po").exists()]
        print(
            f"{code}  {name}: {found[0] / f'{code}.po' if found else 'as it is written' if code == offered.ENGLISH else 'gone'}"
        )
    return 0
