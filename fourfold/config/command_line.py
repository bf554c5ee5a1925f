"""`fourfold …`: one command line, each storey brings its part.

The answer alone goes to standard output, everything else to standard error. Exit 0: answered; 2: refused, with the
reason; 1: it broke.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from typing import TYPE_CHECKING

from fourfold.ground.commands import CommandRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

# These calculate with files alone: Django stays asleep, which saves seconds and half of the memory; and no other command
# waits for the libraries that they calculate with.
WITHOUT_INSTALLATION = {
    ("counted-twice",): "fourfold.partner.commands.counted_twice",
    ("evaluation",): "fourfold.integrate.commands.evaluation",
    ("evidence-pack",): "fourfold.integrate.commands.evidence_pack",
    ("value-map",): "fourfold.measure.commands.value_map",
    ("tracker", "audit-figures"): "fourfold.tracker.commands.audit_figures",
    ("tracker", "instrument"): "fourfold.tracker.commands.instrument",
    ("tracker", "export"): "fourfold.tracker.commands.export",
    ("tracker", "tables"): "fourfold.tracker.commands.tables",
    ("tracker", "report"): "fourfold.tracker.commands.tables",
    ("tracker", "specification"): "fourfold.tracker.commands.tables",
}
STOREYS = ("ground", "define", "integrate", "partner", "measure", "tracker", "hub")


def parser(verb: str = "") -> argparse.ArgumentParser:
    """Every module in a storey's `commands` package that has `register` adds to it; those that do without an installation
    only where `verb` is not one of the others.
    """
    top = argparse.ArgumentParser(
        prog="fourfold", description="Define, integrate, partner for and measure social value."
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    django = verbs.add_parser(
        "django", help="Run one of Django's own commands (migrate, makemigrations, shell …)."
    )
    django.add_argument("arguments", nargs=argparse.REMAINDER)
    django.set_defaults(run=_django)
    alone = set(WITHOUT_INSTALLATION.values())
    modules = list(_modules())
    for name in (each for each in modules if each not in alone):
        _register(name, verbs)
    if verb not in verbs.choices:
        for name in (each for each in modules if each in alone):
            _register(name, verbs)
    return top


def _modules() -> Iterator[str]:
    for storey in STOREYS:
        try:
            package = importlib.import_module(f"fourfold.{storey}.commands")
        except ModuleNotFoundError:
            continue
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
            yield f"{package.__name__}.{module.name}"


def _register(name: str, verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    register = getattr(importlib.import_module(name), "register", None)
    if register is not None:
        register(verbs)


def main(arguments: list[str] | None = None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    named = WITHOUT_INSTALLATION.get(tuple(words[:1])) or WITHOUT_INSTALLATION.get(tuple(words[:2]))
    if named is not None:
        alone = argparse.ArgumentParser(prog="fourfold")
        _register(named, alone.add_subparsers(dest="verb", required=True, metavar="VERB"))
        return _run(alone.parse_args(words))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.config.settings")
    import django

    from fourfold.config.environment import BadEnvironment

    try:
        django.setup()
    except BadEnvironment as faults:
        print(f"fourfold cannot start:\n{faults}", file=sys.stderr)
        return 2
    return _run(parser("".join(words[:1])).parse_args(words))


def _run(given: argparse.Namespace) -> int:
    try:
        result: int = given.run(given)
    except CommandRefused as refusal:
        print(f"fourfold: {refusal}", file=sys.stderr)
        return 2
    return result


def _django(given: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["fourfold django", *given.arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main())
